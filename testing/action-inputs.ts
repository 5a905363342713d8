import { globSync } from "node:fs";
import { resolve } from "node:path";
import type { Permission } from "#lib/auth/permissions.ts";
import type { ActionResult } from "#lib/http/action.ts";
import type { Rows } from "./operations.ts";

/** A server action. One without a permission has it in its input, such as the token of an invite. */
export type Action = ((input: unknown, key: string) => Promise<ActionResult<unknown>>) & {
  permission?: Permission;
};

/** Every server action, by name. */
export async function allActions(): Promise<[string, Action][]> {
  const modules = await Promise.all(globSync("app/**/actions.ts").map((file) => import(resolve(file))));
  return modules.flatMap((module) => Object.entries(module)) as [string, Action][];
}

/** An input that is accepted, for each action that names a row. */
export const ACTION_INPUTS_BY_ID: Record<string, (rows: Rows) => unknown> = {
  createAppealAction: ({ source }) => ({ lead_external_id: crypto.randomUUID(), source_id: source }),
  revokeInviteAction: ({ invite }) => ({ inviteId: invite }),
  createLeadAction: ({ operator }) => ({ source: "partner", owner_id: operator }),
  renewLeadAction: ({ lead }) => ({ leadId: lead }),
  updateLeadAction: ({ lead }) => ({ leadId: lead, input: { name: "Taken over", version: 1 } }),
  moveLeadAction: ({ lead }) => ({ leadId: lead, input: { stage: "contacted" } }),
  undoLeadMoveAction: ({ lead }) => ({ leadId: lead }),
  transferLeadAction: ({ lead }) => ({ leadId: lead, input: {} }),
  assignLeadAction: ({ lead }) => ({ leadId: lead, input: { operator_id: null } }),
  addMessagesAction: ({ lead }) => ({ leadId: lead, input: { increment: 1 } }),
  giveFeedbackAction: ({ lead, assessment }) => ({
    leadId: lead,
    input: { assessment_id: assessment, verdict: "agree" },
  }),
  moveSaleAction: ({ sale }) => ({ saleId: sale, input: { stage: "kyc" } }),
  undoSaleMoveAction: ({ sale }) => ({ saleId: sale }),
  updateSaleAction: ({ sale }) => ({ saleId: sale, input: { amount: 1, version: 1 } }),
  acceptAppealAction: ({ appeal }) => ({ appealId: appeal }),
  closeAppealAction: ({ appeal }) => ({ appealId: appeal }),
  returnAppealAction: ({ appeal }) => ({ appealId: appeal, input: { reason: "Taken over" } }),
  assignAppealAction: ({ appeal, operator }) => ({ appealId: appeal, input: { operator_id: operator } }),
  answerAppealAction: ({ appeal }) => ({ appealId: appeal, input: { text: "Taken over" } }),
  setWeightsAction: ({ source }) => ({ sourceId: source, input: [], seen: [] }),
  updateSourceAction: ({ source }) => ({ sourceId: source, input: { name: "Taken over" } }),
  createOperatorAction: ({ user }) => ({ name: "X", user_id: user }),
  updateOperatorAction: ({ operator }) => ({ operatorId: operator, input: { name: "Taken over" } }),
  updateDepartmentAction: ({ department }) => ({
    departmentId: department,
    input: { name: `Taken over ${crypto.randomUUID()}` },
  }),
  deleteDepartmentAction: ({ department }) => ({ departmentId: department }),
  updateUserAction: ({ user }) => ({ userId: user, input: { is_active: false } }),
  endSessionAction: ({ session }) => ({ sessionId: session }),
  revokeApiKeyAction: ({ "api-key": key }) => ({ keyId: key }),
};

/** The same for the other actions. */
export const ACTION_INPUTS_WITHOUT_ID: Record<string, () => unknown> = {
  acceptInviteAction: () => ({
    token: "made up",
    name: "X",
    email: "x@test.example",
    password: crypto.randomUUID(),
  }),
  openDemoLinkAction: () => ({ code: "made up" }),
  createInviteAction: () => ({ role: "operator" }),
  createSourceAction: () => ({ name: "New" }),
  createDepartmentAction: () => ({ name: `New ${crypto.randomUUID()}` }),
  createUserAction: () => ({
    name: "New",
    email: `new-${crypto.randomUUID()}@test.example`,
    role: "operator",
    password: crypto.randomUUID(),
  }),
  createApiKeyAction: () => ({ name: "New", scope: "read" }),
  updateProfileAction: () => ({ locale: "uk" }),
  changePasswordAction: () => ({ current: "not it", password: crypto.randomUUID() }),
  endOtherSessionsAction: () => ({}),
  startSecondFactorAction: () => ({ password: "not it" }),
  confirmSecondFactorAction: () => ({ code: "000000" }),
  disableSecondFactorAction: () => ({ password: "not it" }),
  renewRecoveryCodesAction: () => ({ password: "not it" }),
  findDuplicatesAction: () => ({ phone: "044 765 43 21" }),
  updateSettingsAction: () => ({ name: "Renamed" }),
  wipeDemoAction: () => ({}),
};

/** Inputs without the id of another row, for actions whose id above is an optional field. */
export const ACTION_INPUTS_AT_HOME: Record<string, () => unknown> = {
  createLeadAction: () => ({ source: "partner", name: "New" }),
  createAppealAction: () => ({ lead_external_id: crypto.randomUUID(), source: "partner" }),
  createOperatorAction: () => ({ name: "New", max_load: 1 }),
};

/** Actions whose foreign id is a field of the input and not the id of the row. */
export const REFUSED_AS_INPUT = new Set(["createLeadAction", "createOperatorAction"]);
