import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withWorkspace } from "#db/client.ts";
import { createAppeal } from "#lib/conversations/appeals/create-appeals.ts";
import { listAppeals } from "#lib/conversations/appeals/list-appeals.ts";
import { updateOperator } from "#lib/conversations/staffing/update-operator.ts";
import { canonicalTimeZone, listTimeZones } from "#lib/core/time-zones.ts";
import { read } from "#lib/core/transact.ts";
import { dashboard, trend } from "#lib/insight/dashboard/queries.ts";
import { readMyDay } from "#lib/insight/dashboard/read-my-day.ts";
import { countLeads } from "#lib/pipeline/leads/queries.ts";
import { createOperator } from "#lib/workspace/team/create-operator.ts";
import { newSource, newWorkspace } from "#testing/workspace.ts";
import { listUnknownTimeZones } from "./list-unknown-time-zones.ts";
import { presentPublicSettings } from "./present.ts";
import { getSettings, getWorkspace } from "./queries.ts";
import { updateSettings } from "./update-settings.ts";

/** JavaScript accepts most of them. PostgreSQL knows none of them, or reads it differently. */
const REFUSED = [
  "+03:00",
  "-03:00",
  "EST",
  "EST5EDT",
  "CET",
  "GMT+3",
  "Foo/Bar3",
  "Mars/Olympus",
  "Kyiv",
  "",
];

test("PostgreSQL and JavaScript agree on every zone of the list", async () => {
  const { manager } = await newWorkspace();
  const zones = await read(manager, listTimeZones);
  expect(zones).toEqual(expect.arrayContaining(["UTC", "Europe/Kyiv", "America/New_York"]));
  expect(zones.length).toBeGreaterThan(400);
  expect(zones.filter((zone) => zone !== "UTC" && !zone.includes("/"))).toEqual([]);
  const at = new Date("2026-01-15T12:00:00Z");
  const { rows } = await read(manager, (tx) =>
    tx.execute<{ zone: string; there: string }>(
      sql`select zone, to_char(${at.toISOString()}::timestamptz at time zone zone, 'YYYY-MM-DD HH24:MI:SS') as there
        from unnest(${sql.param([...zones])}::text[]) as zone`,
    ),
  );
  const inJavaScript = (timeZone: string) => at.toLocaleString("sv-SE", { timeZone });
  // A zone whose rules changed lately may differ until both are updated.
  const apart = rows.filter(({ zone, there }) => inJavaScript(zone) !== there);
  expect(apart.map(({ zone }) => zone)).toHaveLength(0);
});

test.each(REFUSED)("the zone %s is refused for a workspace and for an operator", async (time_zone) => {
  const { admin } = await newWorkspace();
  const operator = await createOperator(admin, { name: "One" });
  for (const change of [
    () => updateSettings(admin, { time_zone }),
    () => createOperator(admin, { name: "Two", time_zone }),
    () => updateOperator(admin, operator.id, { time_zone }),
  ])
    await expect(change()).rejects.toThrow();
});

test("a zone that JavaScript knows and PostgreSQL does not is refused by its field", async () => {
  const { admin, manager } = await newWorkspace();
  await expect(read(manager, (tx) => canonicalTimeZone(tx, "Asia/Atlantis"))).rejects.toMatchObject({
    status: 422,
    problems: [{ pointer: "/time_zone", code: "invalid_value" }],
  });
  await expect(updateSettings(admin, { time_zone: "Asia/Atlantis" })).rejects.toThrow();
});

test("the case of a zone does not matter, and null gives an operator the workspace's zone", async () => {
  const { admin } = await newWorkspace();
  expect((await updateSettings(admin, { time_zone: "europe/kyiv" })).timeZone).toBe("Europe/Kyiv");
  const operator = await createOperator(admin, { name: "One", time_zone: "asia/tokyo" });
  expect(operator.timeZone).toBe("Asia/Tokyo");
  expect((await updateOperator(admin, operator.id, { time_zone: null })).timeZone).toBeNull();
});

test.each(["Mars/Olympus", "+03:00", "EST"])(
  "a stored zone %s counts as UTC and causes no error",
  async (stored) => {
    const workspace = await newWorkspace();
    const { manager, operator, workspaceId } = workspace;
    const { operators } = await newSource(workspace, { code: "odd", operatorCount: 1 });
    await withWorkspace({ workspaceId }, async (tx) => {
      await tx.execute(sql`update workspaces set time_zone = ${stored}`);
      await tx.execute(
        sql`update operators set time_zone = ${stored}, working_hours = '[{"day": 1, "from": 0, "to": 1440}]' where id = ${operators[0]?.id}`,
      );
    });
    await createAppeal(manager, { lead_external_id: "1", source: "odd" });
    await read(manager, async (tx) => {
      expect((await getSettings(tx)).timeZone).toBe("UTC");
      expect(presentPublicSettings(await getWorkspace(tx)).time_zone).toBe("UTC");
      expect((await dashboard(tx, manager)).leads.new_today).toBe(1);
      expect((await trend(tx, manager, { from: "2026-01-01", to: "2026-01-01" })).length).toBe(1);
      const today = new Date().toISOString().slice(0, 10);
      const days = { created_from: today, created_to: today };
      expect(await countLeads(tx, manager, days)).toBe(1);
      expect((await listAppeals(tx, manager, days, { limit: 9 })).rows.length).toBe(1);
      expect(await countLeads(tx, manager, { attention: "today" })).toBe(0);
      expect(await listUnknownTimeZones(tx)).toEqual([
        { zone: stored, operator: null },
        { zone: stored, operator: operators[0]?.name },
      ]);
    });
    expect((await read(operator, (tx) => readMyDay(tx, operator))).days.length).toBeGreaterThan(0);
  },
);
