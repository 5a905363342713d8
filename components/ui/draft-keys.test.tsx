import type { ReactElement } from "react";
import { expect, test, vi } from "vitest";
import { LostSheet } from "#components/board/lost-sheet.tsx";
import { NewSourceSheet } from "#components/distribution/new-source-sheet.tsx";
import { ReturnSheet } from "#components/inbox/return-sheet.tsx";
import type { LeadsContext } from "#components/leads/context.ts";
import { NewLeadSheet } from "#components/leads/new-lead-sheet.tsx";
import { TransferSheet } from "#components/leads/transfer-sheet.tsx";
import { SaleSheet } from "#components/sales/sale-sheet.tsx";
import { AddPerson } from "#components/settings/add-person.tsx";
import type { TeamActions } from "#components/team/actions.ts";
import { OperatorSheet } from "#components/team/operator-sheet.tsx";
import { ViewSheet } from "#components/views/view-sheet.tsx";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";
import type { SaleJson } from "#lib/pipeline/sales/schema.ts";
import type { PublicSettingsJson } from "#lib/workspace/settings/schema.ts";
import type { OperatorJson } from "#lib/workspace/team/schema.ts";
import { inRender } from "#testing/forms.tsx";
import { ReasonSheet } from "./reason-sheet.tsx";

vi.mock("next/navigation", async (original) => ({
  ...(await original<object>()),
  useRouter: () => ({ refresh: () => undefined }),
}));

const unused = vi.fn();

/** The key under which the component's sheet stores its draft. */
const keyOf = (make: () => ReactElement<{ draftKey?: string }>) => inRender(make).props.draftKey;

const operatorSheet = (operator: OperatorJson | undefined) => () =>
  OperatorSheet({
    operator,
    operators: [],
    departments: [],
    zones: [],
    actions: {} as TeamActions,
    onClose: unused,
  });

test("an edit form opens with the stored values and keeps no draft", () => {
  const sale = { id: 5, amount: 50_000, currency: "UAH", owner_id: null, version: 1 } as SaleJson;
  const props = { sale, name: "Olena", operators: [], canUpdate: true, update: unused, onDone: unused };
  expect(keyOf(() => SaleSheet(props))).toBeUndefined();
  const operator = { id: 3, name: "Ivan", max_load: 10, version: 1 } as OperatorJson;
  expect(keyOf(operatorSheet(operator))).toBeUndefined();
});

test("a form that creates a record has its own draft key", () => {
  const context = { sources: [], operators: [], canAssign: false } as unknown as LeadsContext;
  const newLead = { context, create: unused, findDuplicates: unused, onDone: unused };
  const keys = [
    keyOf(() => NewLeadSheet(newLead)),
    keyOf(operatorSheet(undefined)),
    keyOf(() => NewSourceSheet({ create: unused, onDone: unused })),
    keyOf(() => AddPerson({ create: unused, onClose: unused })),
    keyOf(() => ViewSheet({ board: "leads", query: "", onClose: unused })),
    keyOf(() => ViewSheet({ board: "sales", query: "", onClose: unused })),
  ];
  const own = ["new-lead", "new-operator", "new-source", "new-person", "new-view-leads", "new-view-sales"];
  expect(keys).toEqual(own);
});

test("a question about a record uses the record's draft key, whatever the client's name", () => {
  const lead = { id: 12, stage: "new", ai_score: null, business_domain: null } as LeadJson;
  const settings = { currency: "UAH", min_transfer_score: 0.6 } as PublicSettingsJson;
  const asked = { lead, name: "Olena", settings, onGoToGate: unused, onTransfer: unused, onCancel: unused };
  expect(keyOf(() => TransferSheet(asked))).toBe("transfer-lead-12");
  const lost = { of: { name: "Olena" }, own: [], onLose: unused, onCancel: unused };
  expect(keyOf(() => LostSheet({ ...lost, draftKey: "lost-sale-7" }))).toBe("lost-sale-7");
  const returned = inRender(() => ReturnSheet({ appealId: 9, onConfirm: unused, onCancel: unused }));
  expect(keyOf(() => ReasonSheet(returned.props))).toBe("return-appeal-9");
});
