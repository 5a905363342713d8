import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

let client: pg.Client;

beforeAll(async () => {
  client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
});
afterAll(() => client.end());

/** The functions except triggers: owner, security, and the roles besides the owner that may execute them. */
const FUNCTIONS = `
  analyze_after_load          leadline_owner   definer  leadline_app
  create_user                 leadline_auth    definer  leadline_app
  find_in_blocks              leadline_search  invoker
  find_leads                  leadline_search  definer  leadline_app
  leadline_protect            leadline_owner   invoker
  leadline_workspace          leadline_owner   invoker
  newest_with                 leadline_search  invoker
  rarest_grams                leadline_search  invoker
  search_block_start          leadline_owner   invoker  leadline_search
  search_blocks               leadline_owner   invoker  leadline_app, leadline_search
  search_grams                leadline_owner   invoker  leadline_app, leadline_search
  search_has                  leadline_owner   invoker  leadline_app, leadline_auth
  search_normal               leadline_owner   invoker  leadline_app, leadline_auth, leadline_search
  search_prefix               leadline_owner   invoker  leadline_app, leadline_search
  search_text                 leadline_owner   invoker  leadline_app, leadline_auth
  search_text_of              leadline_owner   invoker  leadline_app
  search_unmixed              leadline_owner   invoker  leadline_app, leadline_auth, leadline_search
  search_words                leadline_owner   invoker  leadline_app, leadline_auth, leadline_search
  usable_time_zone            leadline_owner   invoker  leadline_app
`;

/** Tables and sequences, with the rights on the whole table or on the listed columns. */
const GRANTS = `
  leadline_app        api_keys             INSERT, SELECT, UPDATE
  leadline_app        appeals              INSERT, SELECT, UPDATE
  leadline_app        appeals_id_seq       USAGE
  leadline_app        assessments          INSERT, SELECT, UPDATE
  leadline_app        bulk_jobs            INSERT, SELECT, UPDATE
  leadline_app        bulk_refusals        INSERT, SELECT
  leadline_app        departments          DELETE, INSERT, SELECT, UPDATE
  leadline_app        distribution_states  INSERT, SELECT, UPDATE
  leadline_app        events               INSERT, SELECT
  leadline_app        funnel_counters      DELETE, INSERT, SELECT, UPDATE
  leadline_app        idempotency_keys     DELETE, INSERT, SELECT, UPDATE
  leadline_app        invites              INSERT, SELECT, UPDATE (accepted_at, accepted_by, revoked_at)
  leadline_app        lead_deltas          DELETE, INSERT, SELECT
  leadline_app        lead_search          INSERT, SELECT, UPDATE
  leadline_app        lead_viewers         DELETE, INSERT, SELECT, UPDATE
  leadline_app        leads                INSERT, SELECT, UPDATE
  leadline_app        memberships          INSERT, SELECT, UPDATE
  leadline_app        messages             INSERT, SELECT, UPDATE
  leadline_app        operator_weights     DELETE, INSERT, SELECT, UPDATE
  leadline_app        operators            INSERT, SELECT, UPDATE
  leadline_app        sale_deltas          DELETE, INSERT, SELECT
  leadline_app        sales                INSERT, SELECT, UPDATE
  leadline_app        saved_views          DELETE, INSERT, SELECT, UPDATE
  leadline_app        scoring_budgets      INSERT, SELECT, UPDATE
  leadline_app        scoring_leases       DELETE, INSERT, SELECT, UPDATE
  leadline_app        scoring_models       INSERT, SELECT, UPDATE (retired_at, status)
  leadline_app        sources              INSERT, SELECT, UPDATE
  leadline_app        stage_counters       DELETE, INSERT, SELECT, UPDATE
  leadline_app        users                SELECT (created_at, email, id, name, updated_at)
  leadline_app        workspaces           SELECT, UPDATE

  leadline_auth       api_keys             SELECT, UPDATE (last_used_at)
  leadline_auth       demo_links           DELETE, INSERT, SELECT, UPDATE
  leadline_auth       invites              SELECT (created_by_id, email, expires_at, id, name, role, token_hash, workspace_id)
  leadline_auth       memberships          SELECT
  leadline_auth       operators            SELECT
  leadline_auth       recovery_codes       DELETE, INSERT, SELECT, UPDATE
  leadline_auth       second_factors       DELETE, INSERT, SELECT, UPDATE
  leadline_auth       sessions             DELETE, INSERT, SELECT, UPDATE (authenticated_at, ip, last_seen_at, user_agent, workspace_id)
  leadline_auth       sign_in_attempts     DELETE, INSERT, SELECT, UPDATE
  leadline_auth       users                INSERT, SELECT, UPDATE
  leadline_auth       workspaces           INSERT, SELECT

  leadline_feed       events               SELECT

  leadline_jobs       bulk_jobs            SELECT (finished_at, workspace_id)
  leadline_jobs       lead_deltas          SELECT (workspace_id)
  leadline_jobs       sale_deltas          SELECT (workspace_id)
  leadline_jobs       workspaces           SELECT

  leadline_retention  appeals              DELETE, SELECT, UPDATE (accepted_at, assigned_at, operator_id, status)
  leadline_retention  assessments          DELETE, SELECT
  leadline_retention  bulk_jobs            DELETE, SELECT
  leadline_retention  bulk_refusals        DELETE, SELECT
  leadline_retention  departments          DELETE, SELECT
  leadline_retention  events               DELETE, SELECT
  leadline_retention  lead_deltas          INSERT
  leadline_retention  lead_search          DELETE, SELECT
  leadline_retention  leads                DELETE, SELECT, UPDATE (owner_id)
  leadline_retention  memberships          DELETE, SELECT
  leadline_retention  messages             DELETE, SELECT, UPDATE (operator_id)
  leadline_retention  operator_weights     DELETE, SELECT
  leadline_retention  operators            DELETE, SELECT, UPDATE (current_load, department_id, is_active, is_demo, user_id)
  leadline_retention  sale_deltas          INSERT
  leadline_retention  sales                DELETE, SELECT, UPDATE (owner_id)
  leadline_retention  scoring_budgets      DELETE, SELECT
  leadline_retention  scoring_leases       DELETE, SELECT
  leadline_retention  scoring_models       DELETE, SELECT
  leadline_retention  sources              SELECT, UPDATE (department_id)
  leadline_retention  users                SELECT (created_at, email, id, name, updated_at)

  leadline_search     lead_search          SELECT
`;

/** The lines of a table in alphabetical order, with one space between columns. */
const linesOf = (table: string): string[] =>
  table
    .split("\n")
    .map((line) => line.trim().replaceAll(/\s+/g, " "))
    .filter(Boolean)
    .sort();

/** Functions of an extension belong to a superuser and touch no table. */
const OWN_FUNCTIONS = `
  pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND NOT EXISTS (
    SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')`;

test("PUBLIC may execute no function, including those of the job queue", async () => {
  const { rows } = await client.query(
    `SELECT p.oid::regprocedure::text AS name FROM (SELECT p.* FROM ${OWN_FUNCTIONS}) p
     CROSS JOIN aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0`,
  );
  expect(rows.map(({ name }) => name)).toEqual([]);
});

test("each function has the listed owner, security and callers", async () => {
  const { rows } = await client.query(
    `SELECT concat_ws(' ', p.proname, replace(pg_get_userbyid(p.proowner), current_user, 'leadline_owner'),
       CASE WHEN p.prosecdef THEN 'definer' ELSE 'invoker' END, (
         SELECT string_agg(a.grantee::regrole::text, ', ' ORDER BY a.grantee::regrole::text)
         FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee NOT IN (p.proowner, 0))) AS line
     FROM (SELECT p.* FROM ${OWN_FUNCTIONS} AND n.nspname = 'public' AND p.prorettype <> 'trigger'::regtype) p`,
  );
  expect(rows.map(({ line }) => line).sort()).toEqual(linesOf(FUNCTIONS));
});

test("no trigger function is security definer", async () => {
  const { rows } = await client.query(
    `SELECT p.proname AS name, p.prosecdef AS definer, p.proacl::text AS rights, current_user AS owner
     FROM ${OWN_FUNCTIONS} AND n.nspname = 'public' AND p.prorettype = 'trigger'::regtype`,
  );
  expect(rows.length).toBeGreaterThan(5);
  for (const { name, definer, rights, owner } of rows)
    expect([name, definer, rights]).toEqual([name, false, `{${owner}=X/${owner}}`]);
});

test("a security definer function sets its search_path, with temporary tables last", async () => {
  const { rows } = await client.query(
    `SELECT p.proname AS name, p.proconfig::text[] AS settings FROM ${OWN_FUNCTIONS} AND p.prosecdef`,
  );
  expect(rows.length).toBeGreaterThan(2);
  for (const { name, settings } of rows)
    expect([name, settings]).toEqual([name, expect.arrayContaining(["search_path=public, pg_temp"])]);
});

test("each table and sequence has the listed grants to roles, including columns", async () => {
  const { rows } = await client.query(`
    SELECT concat_ws(' ', grantee, object, string_agg(privilege, ', ' ORDER BY privilege)) AS line FROM (
      SELECT object, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END AS grantee,
        privilege || coalesce(' (' || string_agg(col, ', ' ORDER BY col) || ')', '') AS privilege
      FROM (
        SELECT c.relname AS object, NULL::text AS col, a.grantee, a.privilege_type AS privilege, c.relowner AS owner
        FROM pg_class c CROSS JOIN aclexplode(c.relacl) a WHERE c.relnamespace = 'public'::regnamespace
        UNION ALL
        SELECT c.relname, t.attname, a.grantee, a.privilege_type, c.relowner
        FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid CROSS JOIN aclexplode(t.attacl) a
        WHERE c.relnamespace = 'public'::regnamespace) granted
      WHERE grantee <> owner GROUP BY object, grantee, privilege) privileges
    GROUP BY object, grantee`);
  expect(rows.map(({ line }) => line).sort()).toEqual(linesOf(GRANTS));
});

test("no role of the application may create in a schema or use those of the queue and of migrations", async () => {
  const { rows } = await client.query(`
    SELECT n.nspname AS name, a.privilege_type AS privilege,
      CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END AS grantee
    FROM pg_namespace n CROSS JOIN aclexplode(n.nspacl) a
    WHERE n.nspname IN ('public', 'pgboss', 'drizzle') AND a.grantee <> n.nspowner`);
  expect(new Set(rows.map(({ name, privilege }) => `${name} ${privilege}`))).toEqual(
    new Set(["public USAGE"]),
  );
});

test("a function created by a later migration starts without grants, whichever role creates it", async () => {
  await client.query("BEGIN");
  try {
    for (const maker of ["leadline_auth", "leadline_search", "NONE"]) {
      if (maker !== "NONE") await client.query(`GRANT CREATE ON SCHEMA public TO ${maker}`);
      await client.query(`SET LOCAL ROLE ${maker}`);
      await client.query("CREATE FUNCTION made_later() RETURNS int LANGUAGE sql RETURN 1");
      const { rows } = await client.query(
        "SELECT has_function_privilege('leadline_feed', 'made_later()', 'EXECUTE') AS open",
      );
      expect([maker, rows[0].open]).toEqual([maker, false]);
      await client.query("DROP FUNCTION made_later(); SET LOCAL ROLE NONE");
    }
  } finally {
    await client.query("ROLLBACK");
  }
});
