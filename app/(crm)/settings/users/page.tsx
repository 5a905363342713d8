import { Invites } from "#components/settings/invites.tsx";
import { PeopleTable } from "#components/settings/people-table.tsx";
import { presentEach } from "#lib/core/present-each.ts";
import { read } from "#lib/core/transact.ts";
import { pageCtx } from "#lib/http/session-ctx.ts";
import { presentInvite } from "#lib/workspace/invites/present.ts";
import { listOpenInvites } from "#lib/workspace/invites/queries.ts";
import { presentOperator, presentUser } from "#lib/workspace/team/present.ts";
import { listOperators, listUsers } from "#lib/workspace/team/queries.ts";
import { createInviteAction, createUserAction, revokeInviteAction, updateUserAction } from "../actions.ts";

type Props = { searchParams: Promise<{ invite?: string }> };

export default async function UsersPage({ searchParams }: Props) {
  const ctx = await pageCtx();
  const { invite } = await searchParams;
  const [users, invites, operators] = await read(ctx, (tx) =>
    Promise.all([listUsers(tx), listOpenInvites(tx), listOperators(tx)]),
  );
  return (
    <div className="flex flex-col gap-5">
      <Invites
        invites={presentEach(invites, presentInvite)}
        actions={{ create: createInviteAction, revoke: revokeInviteAction }}
        startsOpen={invite !== undefined}
      />
      <PeopleTable
        myId={ctx.actor.id}
        users={presentEach(users, presentUser)}
        operators={presentEach(operators, presentOperator)}
        create={createUserAction}
        update={updateUserAction}
      />
    </div>
  );
}
