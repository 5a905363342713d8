import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import pg from "pg";
import { closePool, withWorkspace } from "#db/client.ts";
import { closeListener } from "#db/listen.ts";
import { jobCtx } from "#lib/auth/ctx.ts";
import { createAppeal } from "#lib/conversations/appeals/create-appeals.ts";
import { setWeights } from "#lib/conversations/staffing/set-weights.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { createSource } from "#lib/workspace/sources/create-source.ts";
import { createOperator } from "#lib/workspace/team/create-operator.ts";
import { compare, EMPTY } from "./compare.ts";
import { startInstallation } from "./installation.ts";

// Throughput of enquiries: over HTTP compared with an empty handler, and of the database alone with more operators
// and a longer history.

const BATCH = 100;
const OPERATORS = [10, 50, 200];
/** Past appeals that one statement inserts within its time limit. */
const CHUNK = 50_000;
const HISTORY = [0, 100_000, 1_000_000];
/** Enquiries in the database's table, sent by so many at once. */
const ENQUIRIES = 300;
const AT_ONCE = 10;
const MAX_LOAD = 1000;

const enquiry = (sourceId: number) => ({
  lead_external_id: `bench-${randomUUID()}`,
  source_id: sourceId,
  message: "Do you deliver to Lviv?",
  lead_name: "Олена",
  lead_phone: "+380441234567",
});

async function newSource(ctx: Ctx, operatorCount: number): Promise<number> {
  const source = await createSource(ctx, { name: `${operatorCount} operators` });
  const ids: number[] = [];
  for (let made = 0; made < operatorCount; made += 1) {
    ids.push((await createOperator(ctx, { name: `Operator ${made}`, max_load: MAX_LOAD })).id);
  }
  await setWeights(
    ctx,
    source.id,
    ids.map((id, place) => ({ operator_id: id, weight: 1 + (place % 20) })),
  );
  return source.id;
}

/** Frees all operators, so that no round finds a queue. */
async function closeAll(ctx: Ctx): Promise<void> {
  await withWorkspace(ctx, async (tx) => {
    await tx.execute(sql`update appeals set status = 'closed', closed_at = now() where status = 'active'`);
    await tx.execute(sql`update operators set current_load = 0`);
  });
}

/** Inserts closed appeals of earlier clients. */
async function addHistory(ctx: Ctx, sourceId: number, count: number): Promise<void> {
  await withWorkspace(ctx, (tx) =>
    tx.execute(sql`
      with clients as (
        insert into leads (workspace_id, external_id, source_id, rank)
        select ${ctx.workspaceId}, 'past-' || gen_random_uuid(), ${sourceId}, 'a0' from generate_series(1, ${Math.ceil(count / 10)})
        returning id),
      numbered as (select id, row_number() over () as place from clients)
      insert into appeals (workspace_id, lead_id, source_id, operator_id, status, message, enqueued_at, assigned_at, closed_at, created_at)
      select ${ctx.workspaceId}, numbered.id, ${sourceId}, member.operator_id, 'closed', 'Past', at, at, at, at
      from numbered, generate_series(1, 10) as turn,
        lateral (select operator_id from operator_weights where source_id = ${sourceId} order by operator_id offset (numbered.place + turn) % 10 limit 1) member,
        lateral (select now() - make_interval(mins => (numbered.place * 10 + turn)::int) as at) moment`),
  );
}

async function perSecond(ctx: Ctx, sourceId: number): Promise<number> {
  let left = ENQUIRIES;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (; left > 0; left -= 1) await createAppeal(ctx, enquiry(sourceId));
    }),
  );
  return Math.round((ENQUIRIES / (performance.now() - began)) * 1000);
}

async function vacuum(): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query("VACUUM ANALYZE");
  await client.end();
}

const installation = await startInstallation(2_000);
try {
  const ctx = jobCtx(installation.workspaceId, "Bench");
  const sourceIds = new Map<number, number>();
  for (const count of OPERATORS) sourceIds.set(count, await newSource(ctx, count));
  const ten = sourceIds.get(10) ?? 0;
  // Plans that are made while a table is empty would later scan all of it, which no real installation does.
  await perSecond(ctx, ten);
  await closeAll(ctx);
  await vacuum();
  await compare(
    installation,
    [
      EMPTY,
      {
        name: "POST /api/v1/appeals",
        method: "POST",
        path: "/api/v1/appeals",
        body: () => JSON.stringify(enquiry(ten)),
      },
      {
        name: `POST /api/v1/appeals/batch of ${BATCH}`,
        method: "POST",
        path: "/api/v1/appeals/batch",
        body: () => JSON.stringify(Array.from({ length: BATCH }, () => enquiry(ten))),
        items: BATCH,
      },
    ],
    () => closeAll(ctx),
  );
  let past = 0;
  console.log("The verb alone, without HTTP: enquiries a second");
  for (const history of HISTORY) {
    for (; past < history; past += CHUNK) await addHistory(ctx, ten, CHUNK);
    await vacuum();
    const row: Record<string, number> = { "earlier appeals": history };
    for (const [count, sourceId] of sourceIds) {
      await perSecond(ctx, sourceId);
      await closeAll(ctx);
      row[`${count} operators, /s`] = await perSecond(ctx, sourceId);
      await closeAll(ctx);
    }
    console.log(row);
  }
} finally {
  await closeListener();
  await closePool();
  await installation.stop();
}
