import { randomUUID } from "node:crypto";
import type { Actor, Ctx, Locale, Role, Session } from "#lib/core/ctx.ts";

/** Where a request came from. */
export type Origin = {
  ip?: string | null;
  userAgent?: string | null;
  requestId?: string;
  locale?: Locale;
  session?: Session | null;
};

/** Makes the ctx of a caller in one workspace. Only this folder and the doors in lib/http call it. */
export function makeCtx(workspaceId: number, actor: Actor, role: Ctx["role"], origin: Origin = {}): Ctx {
  return {
    workspaceId,
    actor,
    role,
    session: origin.session ?? null,
    locale: origin.locale ?? "en",
    ip: origin.ip ?? null,
    userAgent: origin.userAgent?.slice(0, 400) ?? null,
    requestId: origin.requestId ?? randomUUID(),
  } as Ctx;
}

/** The ctx of Leadline itself: the command line, the demo data, background jobs. */
export function jobCtx(workspaceId: number, name: string): Ctx {
  return makeCtx(workspaceId, { kind: "job", id: null, name }, "admin");
}

/** The ctx of a person who has just joined a workspace, for the rest of that transaction. */
export function newcomerCtx(
  workspaceId: number,
  { id, name, operatorId, role }: { id: number; name: string; operatorId: number | null; role: Role },
  origin: Origin,
): Ctx {
  return makeCtx(workspaceId, { kind: "user", id, name, operatorId, departmentId: null }, role, origin);
}
