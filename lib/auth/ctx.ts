import { randomUUID } from "node:crypto";
import type { Actor, Ctx, Locale } from "#lib/core/ctx.ts";

/** Where a request came from. */
export type Origin = { ip?: string | null; userAgent?: string | null; requestId?: string; locale?: Locale };

/** Who asks, in one place. Only this folder calls it. */
export function makeCtx(workspaceId: number, actor: Actor, role: Ctx["role"], origin: Origin = {}): Ctx {
  return {
    workspaceId,
    actor,
    role,
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
