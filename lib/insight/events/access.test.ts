import { expect, test } from "vitest";
import { makeCtx } from "#lib/auth/ctx.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { updateLead } from "#lib/pipeline/leads/update-lead.ts";
import { newLead, newWorkspace } from "#testing/workspace.ts";
import { presentEvent, presentEventCells } from "./present.ts";
import { listEvents, listEventsOf } from "./queries.ts";

const from = (ctx: Ctx, ip: string, userAgent: string) =>
  makeCtx(ctx.workspaceId, ctx.actor, ctx.role, { ip, userAgent });

async function leadChangedByTwo() {
  const workspace = await newWorkspace();
  const operator = from(workspace.operator, "10.0.0.1", "Own browser");
  const manager = from(workspace.manager, "192.0.2.7", "Manager's browser");
  const lead = await newLead(operator);
  await updateLead(manager, lead.id, { name: "Olena" });
  return { operator, manager, lead };
}

const originsIn = (ctx: Ctx, filter = {}) =>
  read(ctx, async (tx) =>
    (await listEvents(tx, ctx, { type: "lead.", ...filter }, { limit: 50 })).rows.map((event) => {
      const { ip, user_agent } = presentEvent(event);
      const cells = presentEventCells(event);
      expect([cells.ip, cells.user_agent]).toEqual([ip, user_agent]);
      return [event.type, ip, user_agent];
    }),
  );

test("an operator reads the address and browser of their own actions only, a manager those of all", async () => {
  const { operator, manager, lead } = await leadChangedByTwo();
  const own = ["lead.created", "10.0.0.1", "Own browser"];
  expect(await originsIn(operator)).toEqual([["lead.updated", null, null], own]);
  expect(await originsIn(manager)).toEqual([["lead.updated", "192.0.2.7", "Manager's browser"], own]);
  const timeline = await read(operator, (tx) =>
    listEventsOf(tx, operator, { type: "lead", id: lead.id }, { limit: 10 }),
  );
  expect(timeline.rows.map(({ ip, userAgent }) => [ip, userAgent])).toEqual([
    [null, null],
    ["10.0.0.1", "Own browser"],
  ]);
});

test("an operator who filters by an address gets their own actions only", async () => {
  const { operator, manager } = await leadChangedByTwo();
  expect(await originsIn(operator, { ip: "192.0.2.7" })).toEqual([]);
  expect(await originsIn(operator, { ip: "10.0.0.1" })).toHaveLength(1);
  expect(await originsIn(manager, { ip: "192.0.2.7" })).toHaveLength(1);
});

test("a read key reads the whole log, with addresses", async () => {
  const { operator } = await leadChangedByTwo();
  const key = makeCtx(operator.workspaceId, { kind: "api_key", id: 1, name: "Audit" }, "reader");
  expect((await originsIn(key)).map(([, ip]) => ip)).toEqual(["192.0.2.7", "10.0.0.1"]);
});
