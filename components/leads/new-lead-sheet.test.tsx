import { expect, test, vi } from "vitest";
import type { ActionResult } from "#lib/http/action.ts";
import type { ProblemJson } from "#lib/http/problem.ts";
import type { DuplicateJson, LeadJson } from "#lib/pipeline/leads/schema.ts";
import { submitForm } from "#testing/forms.tsx";
import type { LeadsContext } from "./context.ts";
import { NewLeadSheet } from "./new-lead-sheet.tsx";

vi.mock("#components/api/use-refresh.ts", () => ({ useRefresh: () => async () => undefined }));

const LEAD = { id: 12 } as LeadJson;
const TOO_MANY = { code: "too_many_requests", status: 429 } as ProblemJson;

/** Which lead is opened and whether one was created, for this answer of the search for duplicates. */
async function create(findDuplicates: () => Promise<ActionResult<DuplicateJson[]>>) {
  const make = vi.fn(async () => ({ ok: true, data: LEAD }) as const);
  const onDone = vi.fn();
  const context = { sources: [], operators: [], canAssign: false } as unknown as LeadsContext;
  await submitForm(() => NewLeadSheet({ context, create: make, findDuplicates, onDone }), {
    name: "Olena",
    phone: "0447654321",
  });
  return { opened: onDone.mock.calls, isMade: make.mock.calls.length === 1 };
}

const WITHOUT_DUPLICATES: [string, () => Promise<ActionResult<DuplicateJson[]>>][] = [
  ["is refused", async () => ({ ok: false, problem: TOO_MANY })],
  ["is not answered", () => Promise.reject(new Error("timeout"))],
  ["finds none", async () => ({ ok: true, data: [] })],
];

test.each(WITHOUT_DUPLICATES)(
  "a lead is created when the search for duplicates %s",
  async (_case, findDuplicates) => {
    expect(await create(findDuplicates)).toEqual({ opened: [[LEAD]], isMade: true });
  },
);

test("a lead with the phone of another lead is created only after a warning", async () => {
  const data = [{ id: 3, name: "Olena", matched_by: "phone" as const }];
  expect(await create(async () => ({ ok: true, data }))).toEqual({ opened: [], isMade: false });
});
