import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InboxScreen } from "#components/inbox/inbox-screen.tsx";
import { can } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { presentEach } from "#lib/core/present-each.ts";
import { read } from "#lib/core/transact.ts";
import { pageCtx } from "#lib/http/session-ctx.ts";
import { presentPublicSettings } from "#lib/workspace/settings/present.ts";
import { getWorkspace } from "#lib/workspace/settings/queries.ts";
import { presentSource } from "#lib/workspace/sources/present.ts";
import { listSources } from "#lib/workspace/sources/queries.ts";
import { presentOperator } from "#lib/workspace/team/present.ts";
import { listOperators } from "#lib/workspace/team/queries.ts";
import { inboxActions } from "./inbox-actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const say = await getTranslations("inbox");
  return { title: say("title") };
}

export default async function InboxPage() {
  const ctx = await pageCtx();
  const [sources, operators, workspace] = await read(ctx, (tx) =>
    Promise.all([listSources(tx), listOperators(tx), getWorkspace(tx)]),
  );
  return (
    <InboxScreen
      context={{
        sources: presentEach(sources, presentSource),
        operators: presentEach(operators, presentOperator),
        myOperatorId: operatorOf(ctx).operatorId,
        canAssign: can(ctx.role, "appeal:assign"),
        timeZone: presentPublicSettings(workspace).time_zone,
      }}
      actions={inboxActions}
    />
  );
}
