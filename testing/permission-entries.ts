import type { Permission } from "#lib/auth/permissions.ts";
import type { Contract } from "#lib/http/contract/define.ts";
import {
  ACTION_INPUTS_AT_HOME,
  ACTION_INPUTS_BY_ID,
  ACTION_INPUTS_WITHOUT_ID,
  type Action,
  REFUSED_AS_INPUT,
} from "./action-inputs.ts";
import { BODIES_BY_ID, BODIES_WITHOUT_ID, type Rows, subjectOf } from "./operations.ts";
import type { Principal } from "./principals.ts";
import type { AnyHandler } from "./routes.ts";

/** One row of the table: how it is called, and what the call needs. */
export type Entry = {
  name: string;
  permission: Permission | null;
  /** The permission that is checked first when there are two. */
  after?: Permission;
  namesRow: boolean;
  /** The row that a call uses up, so that the next caller needs another one. */
  uses?: keyof Rows;
  call: (principal: Principal, rows: Rows) => Promise<number>;
};

/** Operations that need a second permission for some bodies. */
const VARIANTS: Record<string, { suffix: string; permission: Permission; body: unknown }> = {
  "PATCH /leads/{id}/stage": {
    suffix: " (to transferred)",
    permission: "lead:transfer",
    body: { stage: "transferred" },
  },
};

/** Rows that a call uses up. */
const USED_UP: Record<string, keyof Rows> = {
  "DELETE /departments/{id}": "department",
  "DELETE /views/{id}": "view",
  "POST /appeals/{id}/return": "appeal",
  "DELETE /me/sessions/{id}": "session",
  endSessionAction: "session",
  deleteDepartmentAction: "department",
  returnAppealAction: "appeal",
};

/** The rows of the table for an operation. */
export function entriesOfOperation({
  contract,
  handler,
}: {
  contract: Contract;
  handler: AnyHandler;
}): Entry[] {
  const name = `${contract.method} ${contract.path}`;
  const namesRow = contract.path.includes("{id}");
  const uses = USED_UP[name];
  const body = BODIES_BY_ID[name] ?? BODIES_WITHOUT_ID[name] ?? (() => undefined);
  const entry: Entry = {
    name,
    permission: contract.permission,
    namesRow: namesRow || name === "POST /appeals",
    ...(uses && { uses }),
    call: (principal, at) => callOperation({ contract, handler }, principal, at, body(at)),
  };
  const variant = VARIANTS[name];
  if (!variant) return [entry];
  const call: Entry["call"] = (principal, at) =>
    callOperation({ contract, handler }, principal, { ...at, lead: at.qualified }, variant.body);
  return [
    entry,
    {
      ...entry,
      name: name + variant.suffix,
      permission: variant.permission,
      after: contract.permission,
      call,
    },
  ];
}

async function callOperation(
  { contract, handler }: { contract: Contract; handler: AnyHandler },
  { headers }: Principal,
  at: Rows,
  body: unknown,
): Promise<number> {
  const query =
    contract.path === "/search" ? "?q=secret" : contract.path === "/views/counts" ? "?board=leads" : "";
  const { status, body: stream } = await handler(
    new Request(`http://leadline.test/api/v1/matrix${query}`, {
      method: contract.method,
      headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
    { params: Promise.resolve({ id: String(at[subjectOf(contract)]), stage: "new" }) },
  );
  await stream?.cancel();
  return status;
}

/** The row of the table for an action. `run` calls it as a principal's browser does. */
export function entryOfAction(
  [name, action]: [string, Action],
  run: (action: Action, principal: Principal, input: unknown) => Promise<number>,
): Entry {
  const input =
    (REFUSED_AS_INPUT.has(name) ? ACTION_INPUTS_AT_HOME[name] : ACTION_INPUTS_BY_ID[name]) ??
    ACTION_INPUTS_WITHOUT_ID[name];
  const uses = USED_UP[name];
  return {
    name,
    permission: action.permission ?? null,
    namesRow: name in ACTION_INPUTS_BY_ID && !REFUSED_AS_INPUT.has(name),
    ...(uses && { uses }),
    call: (principal, rows) => run(action, principal, input?.(rows)),
  };
}
