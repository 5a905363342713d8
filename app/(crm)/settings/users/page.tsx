import { Invites } from "#components/settings/invites.tsx";
import { PeopleTable } from "#components/settings/people-table.tsx";
import { read } from "#lib/core/transact.ts";
import { pageCtx } from "#lib/http/session-ctx.ts";
import { presentInvite } from "#lib/invites/present.ts";
import { listOpenInvites } from "#lib/invites/queries.ts";
import { presentUser } from "#lib/team/present.ts";
import { listUsers } from "#lib/team/queries.ts";
import { createInviteAction, createUserAction, revokeInviteAction, updateUserAction } from "../actions.ts";

type Props = { searchParams: Promise<{ invite?: string }> };

export default async function UsersPage({ searchParams }: Props) {
  const ctx = await pageCtx();
  const { invite } = await searchParams;
  const [users, invites] = await read(ctx, (tx) => Promise.all([listUsers(tx), listOpenInvites(tx)]));
  return (
    <div className="flex flex-col gap-5">
      <Invites
        invites={invites.map(presentInvite)}
        actions={{ create: createInviteAction, revoke: revokeInviteAction }}
        startsOpen={invite !== undefined}
      />
      <PeopleTable users={users.map(presentUser)} create={createUserAction} update={updateUserAction} />
    </div>
  );
}
