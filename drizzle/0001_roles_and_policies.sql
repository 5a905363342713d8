-- What drizzle-kit cannot write: roles, row-level security, the search function.
-- Roles belong to the cluster and not to the database, so they may be there already.
-- db/migrate.ts makes them (or prints the statements for an administrator) before this file runs.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gin;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO leadline_app, leadline_auth, leadline_feed, leadline_jobs, leadline_search, leadline_retention;
--> statement-breakpoint
-- The tenant of the transaction, or null: then no row matches any policy.
CREATE FUNCTION leadline_workspace() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.workspace_id', true), '')::bigint;
--> statement-breakpoint
-- Every tenant table is protected by one call of this, in the migration that makes the table.
CREATE FUNCTION leadline_protect(tenant_table regclass, tenant_column name DEFAULT 'workspace_id') RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant_table);
  EXECUTE format(
    'CREATE POLICY tenant ON %s TO leadline_app, leadline_retention
       USING (%I = nullif(current_setting(''app.workspace_id'', true), '''')::bigint)
       WITH CHECK (%I = nullif(current_setting(''app.workspace_id'', true), '''')::bigint)',
    tenant_table, tenant_column, tenant_column);
END $$;
--> statement-breakpoint
SELECT leadline_protect('workspaces', 'id'),
  leadline_protect('memberships'), leadline_protect('api_keys'), leadline_protect('departments'),
  leadline_protect('operators'), leadline_protect('sources'), leadline_protect('leads'),
  leadline_protect('sales'), leadline_protect('messages'), leadline_protect('assessments'),
  leadline_protect('events'), leadline_protect('idempotency_keys');
--> statement-breakpoint
-- leadline_app: the work of one workspace. It cannot delete what people work on, nor rewrite history.
GRANT SELECT, INSERT, UPDATE ON memberships, api_keys, departments, operators, sources, leads, sales, messages, assessments TO leadline_app;
--> statement-breakpoint
GRANT SELECT, UPDATE ON workspaces TO leadline_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON events TO leadline_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO leadline_app;
--> statement-breakpoint
GRANT DELETE ON departments TO leadline_app;
--> statement-breakpoint
-- Users belong to no workspace: one sees the people of its own workspace, and never a password hash.
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE users FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY colleagues ON users FOR SELECT TO leadline_app, leadline_retention
  USING (EXISTS (SELECT FROM memberships WHERE memberships.user_id = users.id));
--> statement-breakpoint
GRANT SELECT (id, email, name, created_at, updated_at) ON users TO leadline_app, leadline_retention;
--> statement-breakpoint
ALTER TABLE sign_in_failures ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sign_in_failures FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- leadline_auth: who may enter, before there is a workspace.
CREATE POLICY entry ON users TO leadline_auth USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY entry ON sign_in_failures TO leadline_auth USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY entry ON memberships FOR SELECT TO leadline_auth USING (true);
--> statement-breakpoint
CREATE POLICY entry ON operators FOR SELECT TO leadline_auth USING (true);
--> statement-breakpoint
CREATE POLICY entry ON api_keys TO leadline_auth USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY entry ON workspaces TO leadline_auth USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON users TO leadline_auth;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON sign_in_failures TO leadline_auth;
--> statement-breakpoint
GRANT SELECT ON memberships, operators, api_keys TO leadline_auth;
--> statement-breakpoint
GRANT UPDATE (last_used_at) ON api_keys TO leadline_auth;
--> statement-breakpoint
GRANT SELECT, INSERT ON workspaces TO leadline_auth;
--> statement-breakpoint
-- leadline_feed: reads the events of all workspaces for the change feed.
CREATE POLICY feed ON events FOR SELECT TO leadline_feed USING (true);
--> statement-breakpoint
GRANT SELECT ON events TO leadline_feed;
--> statement-breakpoint
-- leadline_jobs: lists workspaces for sweeps.
CREATE POLICY sweeps ON workspaces FOR SELECT TO leadline_jobs USING (true);
--> statement-breakpoint
GRANT SELECT ON workspaces TO leadline_jobs;
--> statement-breakpoint
-- leadline_retention: erases demo data and, later, what is past its time. Inside one workspace.
GRANT SELECT, DELETE ON memberships, departments, operators, leads, sales, messages, assessments, events TO leadline_retention;
--> statement-breakpoint
GRANT UPDATE (owner_id) ON leads, sales TO leadline_retention;
--> statement-breakpoint
GRANT UPDATE (operator_id) ON messages TO leadline_retention;
--> statement-breakpoint
GRANT UPDATE (department_id) ON operators, sources TO leadline_retention;
--> statement-breakpoint
GRANT SELECT ON sources TO leadline_retention;
--> statement-breakpoint
-- Finds or makes a person by e-mail. An existing person keeps name and password: whoever runs a
-- workspace can invite people of another one, but cannot take over their sign-in.
CREATE FUNCTION find_or_create_user(p_email text, p_name text, p_password_hash text)
RETURNS TABLE (id bigint, created boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN QUERY INSERT INTO users (email, name, password_hash) VALUES (p_email, p_name, p_password_hash)
    ON CONFLICT ((lower(email))) DO NOTHING RETURNING users.id, true;
  IF NOT FOUND THEN
    RETURN QUERY SELECT users.id, false FROM users WHERE lower(users.email) = lower(p_email);
  END IF;
END $$;
--> statement-breakpoint
-- Changing an owner demands that the new one may create in the schema, for that moment.
GRANT CREATE ON SCHEMA public TO leadline_auth, leadline_search;
--> statement-breakpoint
ALTER FUNCTION find_or_create_user(text, text, text) OWNER TO leadline_auth;
--> statement-breakpoint
-- Search. ILIKE is not leakproof: under row-level security the planner would not use the trigram
-- index. This function filters the workspace itself, so it may run without the policy.
CREATE INDEX leads_search ON leads USING gin (workspace_id, search_text gin_trgm_ops);
--> statement-breakpoint
CREATE POLICY search ON leads FOR SELECT TO leadline_search USING (true);
--> statement-breakpoint
GRANT SELECT ON leads TO leadline_search;
--> statement-breakpoint
CREATE FUNCTION search_leads(p_pattern text, p_limit integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM leads
  WHERE workspace_id = nullif(current_setting('app.workspace_id', true), '')::bigint
    AND search_text LIKE p_pattern
  ORDER BY id DESC LIMIT p_limit
$$;
--> statement-breakpoint
ALTER FUNCTION search_leads(text, integer) OWNER TO leadline_search;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM leadline_auth, leadline_search;
--> statement-breakpoint
REVOKE ALL ON FUNCTION find_or_create_user(text, text, text), search_leads(text, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION find_or_create_user(text, text, text), search_leads(text, integer) TO leadline_app;
