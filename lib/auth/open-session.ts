import { withRole } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import type { SessionOrigin } from "./session.ts";
import { generateToken } from "./token.ts";

/** Who has proven to be whom, and where they go. */
export type Entrant = { userId: number; workspaceId: number };

/** A session that has just begun. The token is for its cookie and is nowhere else. */
export type OpenedSession = Entrant & { id: number; token: string };

/** Begins a session for a person who has just proven who they are. */
export async function openSession(
  { userId, workspaceId }: Entrant,
  { ip = null, userAgent = null }: SessionOrigin,
): Promise<OpenedSession> {
  const { token, hash } = generateToken("");
  const [row] = await withRole("leadline_auth", (tx) =>
    tx
      .insert(sessions)
      .values({ tokenHash: hash, userId, workspaceId, ip, userAgent: userAgent?.slice(0, 400) ?? null })
      .returning({ id: sessions.id }),
  );
  if (!row) throw new Error("An inserted session returned no row");
  return { id: row.id, userId, workspaceId, token };
}
