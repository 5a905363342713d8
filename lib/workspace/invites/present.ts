import { siteAddress } from "#lib/core/env.ts";
import type { InviteRow } from "./queries.ts";
import type { CreatedInviteJson, InviteJson } from "./schema.ts";

export function presentInvite(invite: InviteRow): InviteJson {
  return {
    id: invite.id,
    email: invite.email,
    name: invite.name,
    role: invite.role,
    prefix: invite.prefix,
    created_by: invite.createdBy,
    expires_at: invite.expiresAt.toISOString(),
    accepted_at: invite.acceptedAt?.toISOString() ?? null,
    accepted_by: invite.acceptedBy,
    revoked_at: invite.revokedAt?.toISOString() ?? null,
    created_at: invite.createdAt.toISOString(),
  };
}

/** With the link, which is shown once. */
export function presentCreatedInvite(invite: InviteRow & { token: string }): CreatedInviteJson {
  const { token } = invite;
  return { ...presentInvite(invite), token, url: `${siteAddress()}/join/${token}` };
}
