import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { read } from "#lib/core/transact.ts";
import { funnelOfFacts } from "#lib/pipeline/funnel/count-funnel.ts";
import { funnelFactsFromCounters, funnelFromLeads } from "#lib/pipeline/funnel/queries.ts";
import { FUNNEL_STEPS } from "#lib/pipeline/funnel/rules.ts";
import { LEAD_STAGES } from "#lib/pipeline/leads/rules.ts";
import { SALE_STAGES } from "#lib/pipeline/sales/rules.ts";
import { pipeline } from "#testing/pipeline.ts";
import { newWorkspace, type TestWorkspace } from "#testing/workspace.ts";

// The rules.ts of leads, sales and funnel define the order of stages and steps. SQL cannot import them, so each place
// that repeats the order is compared here: checks, triggers, and the statements of both funnels.

let client: pg.Client;
let workspace: TestWorkspace;

beforeAll(async () => {
  client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  workspace = await newWorkspace();
});
afterAll(() => client.end());

/** The texts in quotes of a definition, in their order. */
const quotedIn = (definition: string) => [...definition.matchAll(/'([^']*)'/g)].map(([, text]) => text);

async function definitionOf(query: string): Promise<string> {
  const { rows } = await client.query<{ definition: string }>(query);
  return rows[0]?.definition ?? "";
}

test.each([
  ["leads", LEAD_STAGES],
  ["sales", SALE_STAGES],
])("the check on the stage of %s lists the stages in order", async (table, stages) => {
  const check = await definitionOf(
    `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = '${table}_stage'`,
  );
  expect(quotedIn(check)).toEqual(stages);
});

test.each([
  ["leads", "note_lead_stage", LEAD_STAGES.slice(0, -2)],
  ["sales", "note_sale_stage", SALE_STAGES.slice(0, -2)],
])("the trigger of %s records the stages before the final ones, in order", async (table, name, stages) => {
  const trigger = await definitionOf(
    `SELECT pg_get_triggerdef(oid) AS definition FROM pg_trigger WHERE tgrelid = '${table}'::regclass AND tgname = 'note_stage'`,
  );
  expect(quotedIn(trigger)).toEqual(stages);
  const body = await definitionOf(`SELECT prosrc AS definition FROM pg_proc WHERE proname = '${name}'`);
  expect(quotedIn(body)).toEqual(stages);
});

test("the funnel's steps are the stages of both boards in order", () => {
  const open = LEAD_STAGES.filter((stage) => stage !== "lost");
  const sold = SALE_STAGES.filter((stage) => stage !== "lost" && stage !== "new");
  expect(FUNNEL_STEPS).toEqual([...open, ...sold]);
});

/** A lead reaches each step in turn. After each one the funnel must count it at that step and not further. */
test("both funnels count a lead at each step in the order of the rules", async () => {
  const { manager } = workspace;
  const api = await pipeline(workspace);
  const { id } = (await api.create({ source: "partner", business_domain: "first" })).body;
  let saleId: unknown;
  for (const [place, step] of FUNNEL_STEPS.entries()) {
    if (step === "transferred") {
      await api.write(id, { increment: 5 });
      await api.analyze(id);
      saleId = (await api.transfer(id)).body.id;
    } else if (saleId !== undefined) expect((await api.moveSale(saleId, { stage: step })).status).toBe(200);
    else if (step !== "new") expect((await api.move(id, { stage: step })).status).toBe(200);
    const expected = FUNNEL_STEPS.map((_, other) => (other <= place ? 1 : 0));
    const { counted, lookedUp } = await read(manager, async (tx) => ({
      counted: funnelOfFacts(await funnelFactsFromCounters(tx, { mode: "snapshot" }, "UTC")),
      lookedUp: await funnelFromLeads(tx, manager, { mode: "snapshot" }, "UTC"),
    }));
    expect([step, counted.map(({ reached }) => reached)]).toEqual([step, expected]);
    expect([step, lookedUp.map(({ reached }) => reached)]).toEqual([step, expected]);
  }
});
