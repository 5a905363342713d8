import Bowser from "bowser";
import type { Ctx } from "#lib/core/ctx.ts";
import type { SessionRow } from "./queries.ts";
import type { SessionJson } from "./schema.ts";

/** A session of the caller, for the caller. */
export function presentSession(ctx: Ctx, session: SessionRow): SessionJson {
  const { browser, os } = Bowser.parse(session.userAgent || "unknown");
  return {
    id: session.id,
    browser: browser.name || null,
    system: os.name || null,
    ip: session.ip,
    is_current: session.id === ctx.session?.id,
    last_seen_at: session.lastSeenAt.toISOString(),
    created_at: session.createdAt.toISOString(),
  };
}
