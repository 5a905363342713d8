import { sql } from "drizzle-orm";
import pg from "pg";
import { expect, test } from "vitest";
import { withWorkspace } from "#db/client.ts";
import { databaseUrl } from "#db/config.ts";
import { setWeights } from "#lib/conversations/staffing/set-weights.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { createOperator } from "#lib/workspace/team/create-operator.ts";
import { newSource, newWorkspace } from "#testing/workspace.ts";
import { closeAppeal } from "./close-appeal.ts";
import { createAppeal, createFromEnquiries } from "./create-appeals.ts";
import type { AppealRow } from "./queries.ts";
import type { CreateAppealInput } from "./schema.ts";

// The actor is Leadline itself: jobs have no share of the connections, so the whole pool takes part in the race.
const CLIENTS = 64;
const APPEALS = 2_000;

async function asOwner(statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Makes PostgreSQL check the limit at every commit in this workspace. */
async function watchLimits(workspaceId: number): Promise<() => Promise<void>> {
  const name = `watch_limits_${workspaceId}`;
  await asOwner(`
    CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT FROM operators WHERE workspace_id = NEW.workspace_id AND id = NEW.id AND current_load > max_load)
      THEN RAISE EXCEPTION 'operator % is above its limit', NEW.id; END IF;
      RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER ${name} AFTER UPDATE ON operators DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN (NEW.workspace_id = ${workspaceId}) EXECUTE FUNCTION ${name}();`);
  return async () => {
    await asOwner(`DROP TRIGGER ${name} ON operators; DROP FUNCTION ${name}();`);
  };
}

const deadlocks = async () =>
  Number(
    (await asOwner("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")).rows[0]
      .deadlocks,
  );

/** As if it arrived in another process: it is not batched with others. */
async function takenAlone(ctx: Ctx, input: CreateAppealInput): Promise<AppealRow> {
  const [made] = await createFromEnquiries([{ ctx, input }]);
  if (!made || made instanceof Error) throw made ?? new Error("It was neither made nor refused");
  return made;
}

// I1, I2, I3. Without the guard of claimPlace in allocate-appeals.ts the trigger fires; without the lock of the
// operators in create-appeals.ts takePlaces refuses turns. Both seen on 2026-11-21.
test("64 clients send 2,000 appeals to two sources with common operators, with closes in between", async () => {
  const workspace = await newWorkspace();
  const { job: caller, workspaceId } = workspace;
  const { source: one, operators } = await newSource(workspace, { operatorCount: 10, maxLoad: 3 });
  const { source: other } = await newSource(workspace, { operatorCount: 0, strategy: "balanced" });
  await setWeights(
    caller,
    other.id,
    operators.slice(3).map(({ id }, place) => ({ operator_id: id, weight: 1 + place })),
  );
  const before = await deadlocks();
  const unwatch = await watchLimits(workspaceId);
  const open: AppealRow[] = [];
  let made = 0;
  let closed = 0;
  const isClosed = (appeal: AppealRow) =>
    closeAppeal(caller, appeal.id).then(
      () => true,
      (error: { code?: string }) => {
        if (error.code !== "appeal_waiting") throw error;
        open.push(appeal);
        return false;
      },
    );
  const client = async () => {
    while (made < APPEALS) {
      made += 1;
      const input = {
        lead_external_id: `crowd-${made % 700}`,
        source_id: made % 3 === 0 ? other.id : one.id,
        message: "Hello",
      };
      open.push(await (made % 2 ? createAppeal(caller, input) : takenAlone(caller, input)));
      const [old] = made % 5 < 4 ? open.splice(Math.floor(Math.random() * open.length), 1) : [];
      if (old && (await isClosed(old))) closed += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: CLIENTS }, client));
  } finally {
    await unwatch();
  }
  const { rows } = await withWorkspace({ workspaceId }, (tx) =>
    tx.execute<Record<string, number>>(sql`
      select count(*)::int as total,
        count(*) filter (where status = 'closed')::int as closed,
        count(*) filter (where status = 'waiting')::int as waiting,
        count(*) filter (where status = 'active')::int as active,
        (select sum(current_load)::int from operators) as load,
        (select count(*)::int from operators where current_load <>
          (select count(*) from appeals where operator_id = operators.id and status = 'active')) as wrong_loads,
        (select count(*)::int from operators where id = any(${sql.param(operators.map(({ id }) => id))}::bigint[]) and current_load < max_load) as free
      from appeals`),
  );
  const figures = rows[0] ?? {};
  expect(figures).toMatchObject({ total: made, closed, wrong_loads: 0, load: figures.active });
  expect(Number(figures.closed) + Number(figures.waiting) + Number(figures.active)).toBe(made);
  // An appeal only waits when all operators of its source are full.
  if (Number(figures.waiting) > 0) expect(figures.free).toBe(0);
  expect(await deadlocks()).toBe(before);
}, 120_000);

// With a plain "select, then insert" half of these fail on the unique key: seen on 2026-11-21.
test("50 simultaneous appeals of one new client create one lead and 50 appeals", async () => {
  const workspace = await newWorkspace();
  const { source } = await newSource(workspace, { operatorCount: 3, maxLoad: 4 });
  const made = await Promise.all(
    Array.from({ length: 50 }, () =>
      createAppeal(workspace.manager, { lead_external_id: "everybody", source_id: source.id, message: "Hi" }),
    ),
  );
  expect(new Set(made.map(({ leadId }) => leadId)).size).toBe(1);
  expect(new Set(made.map(({ id }) => id)).size).toBe(50);
  expect(made.filter(({ status }) => status === "active")).toHaveLength(12);
  const lead = await withWorkspace(workspace, (tx) =>
    tx.execute(sql`select message_count from leads where external_id = 'everybody'`),
  );
  expect(lead.rows[0]).toEqual({ message_count: 50 });
});

test("an operator who is deactivated, limited and re-weighted under load never exceeds their limit", async () => {
  const workspace = await newWorkspace();
  const { source, operators } = await newSource(workspace, { operatorCount: 4, maxLoad: 2 });
  const more = await createOperator(workspace.manager, { name: "More", max_load: 2 });
  const unwatch = await watchLimits(workspace.workspaceId);
  const ids = [...operators, more].map(({ id }) => id);
  const open: number[] = [];
  const enquiries = async (client: number) => {
    for (let turn = 0; turn < 20; turn += 1) {
      const made = await createAppeal(workspace.job, {
        lead_external_id: `c-${client}-${turn}`,
        source_id: source.id,
      });
      if (made.status === "active") open.push(made.id);
      const id = open.shift();
      if (id) await closeAppeal(workspace.job, id);
    }
  };
  const changes = async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      await setWeights(
        workspace.job,
        source.id,
        ids.slice(turn % 3).map((id) => ({ operator_id: id, weight: 1 + turn })),
      );
    }
  };
  try {
    await Promise.all([...Array.from({ length: 8 }, (_, client) => enquiries(client)), changes()]);
  } finally {
    await unwatch();
  }
  const { rows } = await withWorkspace(workspace, (tx) =>
    tx.execute(
      sql`select count(*)::int as wrong from operators where current_load <> (select count(*) from appeals where operator_id = operators.id and status = 'active')`,
    ),
  );
  expect(rows[0]).toEqual({ wrong: 0 });
});
