import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { type Tx, withRole } from "#db/client.ts";
import { invites } from "#db/schema/invites.ts";
import { memberships } from "#db/schema/users.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { ownerOf } from "#lib/auth/key-owner.ts";
import { hashToken } from "#lib/auth/token.ts";
import { AppError, NotFound } from "#lib/core/errors.ts";
import { applySlice, hasWords, ifGiven, type Listing, listRows } from "#lib/core/listing.ts";
import type { Page } from "#lib/core/paging.ts";
import type { INVITE_SORTS, InvitesQuery } from "./schema.ts";

export type InviteRow = typeof invites.$inferSelect;

/**
 * Whether the person who created the invite is an admin now. An invite of a former admin is not valid, because they
 * could return with it.
 */
const isOwnerAdmin = sql`(${invites.createdById} is null or exists (
  select from ${memberships} where ${ownerOf(invites)} and ${memberships.isActive} and ${memberships.role} = 'admin'))`;

const isOpen = and(
  isNull(invites.acceptedAt),
  isNull(invites.revokedAt),
  gt(invites.expiresAt, sql`now()`),
  isOwnerAdmin,
);

const INVITES: Listing<InviteRow, (typeof INVITE_SORTS)[number]> = {
  sorts: {
    created_at: { column: invites.createdAt, of: ({ createdAt }) => createdAt },
    expires_at: { column: invites.expiresAt, of: ({ expiresAt }) => expiresAt },
  },
  defaultSort: "-created_at",
  idColumn: invites.id,
  find: (tx, slice) => applySlice(tx.select().from(invites).$dynamic(), slice),
};

/** The invites that can still be accepted and match; the newest first unless sorted otherwise. */
export function pageOfOpenInvites(tx: Tx, query: Partial<InvitesQuery>): Promise<Page<InviteRow>> {
  const where = and(
    isOpen,
    ifGiven(query.role, (role) => eq(invites.role, role)),
    hasWords(query.q, [invites.name, invites.email, invites.createdBy]),
  );
  return listRows(tx, INVITES, where, query);
}

/** The invites that can still be accepted, the newest first. */
export async function listOpenInvites(tx: Tx): Promise<InviteRow[]> {
  return (await pageOfOpenInvites(tx, {})).rows;
}

/** The invites that can still be accepted, and those made within the last hour. */
export async function countInvites(tx: Tx): Promise<{ open: number; lately: number }> {
  const isNew = gt(invites.createdAt, sql`now() - interval '1 hour'`);
  const [counts] = await tx
    .select({
      open: sql<number>`count(*) filter (where ${isOpen})::int`,
      lately: sql<number>`count(*) filter (where ${isNew})::int`,
    })
    .from(invites)
    .where(or(isOpen, isNew));
  return counts ?? { open: 0, lately: 0 };
}

/**
 * An invite, locked until the transaction ends.
 * @throws NotFound
 */
export async function lockInvite(tx: Tx, inviteId: number): Promise<InviteRow> {
  const [invite] = await tx.select().from(invites).where(eq(invites.id, inviteId)).for("update");
  if (!invite) throw new NotFound("Invite");
  return invite;
}

/**
 * The same for an invite that is being accepted.
 * @throws AppError invite_not_valid when it was used, revoked or ran out meanwhile
 */
export async function lockOpenInvite(tx: Tx, inviteId: number): Promise<InviteRow> {
  const [invite] = await tx
    .select()
    .from(invites)
    .where(and(eq(invites.id, inviteId), isOpen))
    .for("update");
  if (!invite) throw inviteNotValid();
  return invite;
}

/**
 * The open invite behind a link, for a person who is in no workspace yet.
 * @returns null when it is unknown, used, revoked or expired; the caller must not reveal which
 */
export function findInvite(token: string) {
  return withRole("leadline_auth", async (tx) => {
    const [invite] = await tx
      .select({
        workspaceId: invites.workspaceId,
        workspaceName: workspaces.name,
        timeZone: workspaces.timeZone,
        id: invites.id,
        role: invites.role,
        name: invites.name,
        email: invites.email,
        expiresAt: invites.expiresAt,
      })
      .from(invites)
      .innerJoin(workspaces, eq(workspaces.id, invites.workspaceId))
      // This role sees only open invites.
      .where(and(eq(invites.tokenHash, hashToken(token)), isOwnerAdmin));
    return invite ?? null;
  });
}

/** 404 with the same text for every reason, so that it does not reveal which. */
export function inviteNotValid(): AppError {
  return new AppError(
    404,
    "invite_not_valid",
    "This invite is not valid, or not any more. Ask for a new one",
  );
}
