import type { Ctx, Role } from "#lib/core/ctx.ts";
import { Forbidden } from "#lib/core/errors.ts";

/** Every permission with the minimum role for it. `reader` is an API key with the read scope. */
const MIN_ROLE = {
  "lead:read": "reader",
  "lead:create": "operator",
  "lead:update": "operator",
  "lead:move": "operator",
  "lead:message": "operator",
  "lead:analyze": "operator",
  "lead:transfer": "manager",
  "lead:assign": "manager",
  "lead:bulk": "manager",
  "sale:read": "reader",
  "sale:update": "manager",
  "sale:move": "operator",
  "appeal:read": "reader",
  "appeal:create": "operator",
  "appeal:answer": "operator",
  "appeal:assign": "manager",
  "dashboard:read": "reader",
  "event:read": "reader",
  "operator:read": "reader",
  "operator:manage": "manager",
  "presence:set": "operator",
  "source:read": "reader",
  "source:manage": "manager",
  "view:read": "reader",
  "view:create": "operator",
  "view:change": "operator",
  "view:manage-shared": "manager",
  "settings:read": "admin",
  "settings:read-public": "reader",
  "settings:manage": "admin",
  "api-key:manage": "admin",
  "user:manage": "admin",
  "invite:manage": "admin",
  "scoring:read": "manager",
  "scoring:train": "admin",
  "demo:wipe": "admin",
  "profile:read": "reader",
  "profile:manage": "operator",
} as const satisfies Record<string, Role | "reader">;

export type Permission = keyof typeof MIN_ROLE;

/** What only a person has: an API key or a job has neither a profile nor views of its own. */
const FOR_PEOPLE_ONLY: ReadonlySet<Permission> = new Set(["profile:manage", "view:create"]);

export const isForPeopleOnly = (permission: Permission): boolean => FOR_PEOPLE_ONLY.has(permission);

const RANK = { reader: 0, operator: 1, manager: 2, admin: 3 } as const;

/** The role with fewer permissions. */
export const lowerRole = (one: Ctx["role"], other: Ctx["role"]): Ctx["role"] =>
  RANK[one] < RANK[other] ? one : other;

export function can(role: Ctx["role"], permission: Permission): boolean {
  return RANK[role] >= RANK[MIN_ROLE[permission]];
}

/** Everything that a role may do. */
export function permissionsOf(role: Ctx["role"]): Permission[] {
  return (Object.keys(MIN_ROLE) as Permission[]).filter((permission) => can(role, permission));
}

/** @throws Forbidden */
export function authorize(ctx: Ctx, permission: Permission): void {
  if (!can(ctx.role, permission)) throw new Forbidden();
  if (isForPeopleOnly(permission) && ctx.actor.kind !== "user")
    throw new Forbidden("Only a person who is signed in can do this");
}

/** The minimum role for a permission, for the API's documentation. */
export function minRoleOf(permission: Permission): Role | "reader" {
  return MIN_ROLE[permission];
}

/** An operator sees their own leads and their queue; everyone else sees the workspace. */
export function canSeeWholeWorkspace(ctx: Ctx): boolean {
  return ctx.role !== "operator";
}
