-- PostgreSQL lets everyone execute a new function, and a REVOKE does nothing once the owner has changed: only the owner
-- of a function can take rights on it away. Each function is therefore closed as its owner.
DO $$
DECLARE
  callable record;
BEGIN
  FOR callable IN
    SELECT p.oid::regprocedure AS signature, pg_get_userbyid(p.proowner) AS owner
    FROM pg_proc p
    WHERE p.pronamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'pgboss'))
      AND (pg_get_userbyid(p.proowner) = current_user OR pg_get_userbyid(p.proowner) LIKE 'leadline\_%')
      AND NOT EXISTS (
        SELECT FROM pg_depend d
        WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  LOOP
    EXECUTE format('SET LOCAL ROLE %I', callable.owner);
    EXECUTE format('REVOKE ALL ON ROUTINE %s FROM PUBLIC', callable.signature);
    RESET ROLE;
  END LOOP;
END $$;
--> statement-breakpoint
-- What triggers and index expressions call runs with the rights of the role that changes or reads the row.
GRANT EXECUTE ON FUNCTION search_text_of(text, text, text, text, text) TO leadline_app;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION search_grams(bigint, timestamptz, text), search_prefix(bigint, integer), search_blocks(timestamptz)
  TO leadline_app, leadline_search;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION search_block_start(integer) TO leadline_search;
--> statement-breakpoint
-- Functions of later migrations start closed, also those of the job queue: each GRANTs what it needs.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
--> statement-breakpoint
DO $$
DECLARE
  maker text;
BEGIN
  FOREACH maker IN ARRAY ARRAY['leadline_app', 'leadline_auth', 'leadline_feed', 'leadline_jobs', 'leadline_search', 'leadline_retention'] LOOP
    EXECUTE format('SET LOCAL ROLE %I', maker);
    ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
    RESET ROLE;
  END LOOP;
END $$;
--> statement-breakpoint
-- A database that began with PostgreSQL 14 or older lets everyone make objects in `public`.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
--> statement-breakpoint
-- Requests were kept as plain SHA-256, also those with a password. They are a day old at most: a repetition that comes
-- over this migration is made anew. The owner sees no tenant's rows while row-level security is forced on it.
ALTER TABLE idempotency_keys NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
DELETE FROM idempotency_keys;
--> statement-breakpoint
ALTER TABLE idempotency_keys FORCE ROW LEVEL SECURITY;
