-- Row-level security isolates workspaces from each other.
-- Called by migrations, once for each table. No function here is security definer.
-- Policies of system roles follow the functions. The policy `tenant` of each tenant table is made by leadline_protect
-- and is not repeated here.

-- Returns the workspace of the transaction, or null. No policy calls it: policies contain the same expression, which
-- the planner folds into the index condition.
CREATE OR REPLACE FUNCTION leadline_workspace() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.workspace_id', true), '')::bigint;

-- Turns row-level security on for a tenant table, and forces it on the owner too.
CREATE OR REPLACE FUNCTION leadline_protect(tenant_table regclass, tenant_column name DEFAULT 'workspace_id') RETURNS void
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

-- The users of a workspace can read each other's rows. Grants decide which columns.
CREATE POLICY colleagues ON users FOR SELECT TO leadline_app, leadline_retention
  USING (EXISTS (SELECT FROM memberships WHERE memberships.user_id = users.id));

-- leadline_auth reads users, sessions and keys at sign-in, before a workspace is known.
CREATE POLICY entry ON users TO leadline_auth USING (true) WITH CHECK (true);

CREATE POLICY entry ON memberships FOR SELECT TO leadline_auth USING (true);

CREATE POLICY entry ON operators FOR SELECT TO leadline_auth USING (true);

CREATE POLICY entry ON api_keys TO leadline_auth USING (true) WITH CHECK (true);

CREATE POLICY entry ON workspaces TO leadline_auth USING (true) WITH CHECK (true);

CREATE POLICY entry ON sessions TO leadline_auth USING (true) WITH CHECK (true);

CREATE POLICY entry ON sign_in_attempts TO leadline_auth USING (true) WITH CHECK (true);

CREATE POLICY entry ON second_factors TO leadline_auth USING (true) WITH CHECK (true);

CREATE POLICY entry ON recovery_codes TO leadline_auth USING (true) WITH CHECK (true);

CREATE POLICY entry ON demo_links TO leadline_auth USING (true) WITH CHECK (true);

-- An invite is found by the hash of its link, while it is open.
CREATE POLICY entry ON invites FOR SELECT TO leadline_auth
  USING (accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now());

-- leadline_feed reads the events of all workspaces for the change feed.
CREATE POLICY feed ON events FOR SELECT TO leadline_feed USING (true);

-- leadline_jobs finds the workspaces that have work. Grants limit it to the columns that say so.
CREATE POLICY sweeps ON workspaces FOR SELECT TO leadline_jobs USING (true);

CREATE POLICY sweeps ON bulk_jobs FOR SELECT TO leadline_jobs USING (true);

CREATE POLICY sweeps ON lead_deltas FOR SELECT TO leadline_jobs USING (true);

CREATE POLICY sweeps ON sale_deltas FOR SELECT TO leadline_jobs USING (true);

-- leadline_search owns find_leads, which filters the workspace itself: see search.sql.
CREATE POLICY search ON lead_search FOR SELECT TO leadline_search USING (true);
