import type { Permission } from "#lib/auth/permissions.ts";
import { can, isForPeopleOnly } from "#lib/auth/permissions.ts";
import { SCOPES } from "#lib/auth/scopes.ts";
import { updateUser } from "#lib/conversations/staffing/update-user.ts";
import { type Ctx, ROLES } from "#lib/core/ctx.ts";
import { PAGE_IDENTITY_HEADER } from "#lib/core/page-identity.ts";
import { pageIdentityOf } from "#lib/http/page-identity.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { newSession } from "./session.ts";
import { newUser, type TestWorkspace } from "./workspace.ts";

/** One kind of caller: how it authenticates, and its name in the table of permissions. */
export type Principal = {
  name: string;
  /** The id of the person or the key. Null without a session. */
  id: number | null;
  /** The role or scope. Undefined for callers without any access. */
  role: Ctx["role"] | undefined;
  isPerson: boolean;
  isOfOtherWorkspace: boolean;
  headers: Record<string, string>;
  cookie: string | undefined;
  /** The ctx of a person. */
  ctx: Ctx | undefined;
};

/** Repeated here on purpose, to test the code against the design. */
const ROLES_OF_SCOPES = { read: "reader", write: "manager", admin: "admin" } as const;

/** The expected result of a call. `own`: it works on the caller's own workspace and on no other. */
export type Cell = "yes" | "own" | "401" | "403" | "404";

async function person(name: string, ctx: Ctx, change: Partial<Principal> = {}): Promise<Principal> {
  const { cookie, headers } = await newSession(ctx);
  return {
    name,
    id: ctx.actor.id,
    role: ctx.role,
    isPerson: true,
    isOfOtherWorkspace: false,
    headers: { ...headers, [PAGE_IDENTITY_HEADER]: pageIdentityOf(ctx) },
    cookie,
    ctx,
    ...change,
  };
}

/** The eleven kinds of callers: anonymous, a disabled person, three roles here and elsewhere, three scopes of keys. */
export async function allPrincipals(own: TestWorkspace, other: TestWorkspace): Promise<Principal[]> {
  const disabled = await newUser(own.job, "admin");
  const disabledPerson = await person("disabled person", disabled, { role: undefined });
  await updateUser(own.job, disabled.actor.id ?? 0, { is_active: false });
  const keys = SCOPES.map(async (scope): Promise<Principal> => {
    const { key, id } = await createApiKey(own.job, { name: `matrix ${scope}`, scope });
    return {
      name: `${scope} key`,
      id,
      role: ROLES_OF_SCOPES[scope],
      isPerson: false,
      isOfOtherWorkspace: false,
      headers: { authorization: `Bearer ${key}` },
      cookie: undefined,
      ctx: undefined,
    };
  });
  const nobody: Principal = {
    name: "no session",
    id: null,
    role: undefined,
    isPerson: false,
    isOfOtherWorkspace: false,
    headers: {},
    cookie: undefined,
    ctx: undefined,
  };
  return [
    nobody,
    disabledPerson,
    ...(await Promise.all(keys)),
    ...(await Promise.all(ROLES.map((role) => person(role, own[role])))),
    ...(await Promise.all(
      ROLES.map((role) => person(`${role} elsewhere`, other[role], { isOfOtherWorkspace: true })),
    )),
  ];
}

/** The expected result of a call, from its permission alone. */
export function designedCell(
  permission: Permission,
  { namesRow }: { namesRow: boolean },
  { role, isPerson, isOfOtherWorkspace }: Pick<Principal, "role" | "isPerson" | "isOfOtherWorkspace">,
): Cell {
  if (!role) return "401";
  if (!can(role, permission) || (isForPeopleOnly(permission) && !isPerson)) return "403";
  if (!isOfOtherWorkspace) return "yes";
  return namesRow ? "404" : "own";
}
