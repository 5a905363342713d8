import { PeopleTable } from "#components/settings/people-table.tsx";
import { read } from "#lib/core/transact.ts";
import { pageCtx } from "#lib/http/session-ctx.ts";
import { presentUser } from "#lib/team/present.ts";
import { listUsers } from "#lib/team/queries.ts";
import { createUserAction, updateUserAction } from "../actions.ts";

export default async function UsersPage() {
  const ctx = await pageCtx();
  const users = await read(ctx, listUsers);
  return <PeopleTable users={users.map(presentUser)} create={createUserAction} update={updateUserAction} />;
}
