import { expect, test } from "vitest";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import { wantingAttention } from "./inbox-order.ts";

const NOW = Date.parse("2026-11-30T10:00:00Z");
const open = (id: number, given: Partial<AppealJson>) =>
  ({ id, status: "active", accepted_at: null, accept_by: null, ...given }) as AppealJson;

const APPEALS = [
  open(1, { status: "waiting" }),
  open(2, {}),
  open(3, { accept_by: "2026-11-30T10:04:59.999Z" }),
  open(4, { accept_by: "2026-11-30T10:05:00Z" }),
  open(5, { accept_by: "2026-11-30T09:59:00Z" }),
  open(6, { accept_by: "2026-11-30T09:59:00Z", accepted_at: "2026-11-30T09:58:00Z" }),
];

test.each([
  ["waiting", [1]],
  ["breaching", [3, 5]],
] as const)("a link of the dashboard shows the enquiries that %s counts", (attention, ids) => {
  expect(wantingAttention(APPEALS, attention, NOW).map(({ id }) => id)).toEqual(ids);
});
