import { Languages } from "lucide-react";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { BulkJobs } from "#components/bulk/bulk-jobs.tsx";
import { InboxCount } from "#components/inbox/inbox-count.tsx";
import { TimeProvider } from "#components/providers/time-provider.tsx";
import { Alerts } from "#components/shell/alerts.tsx";
import { LanguageMenu } from "#components/shell/language-menu.tsx";
import { LiveChanges } from "#components/shell/live-changes.tsx";
import { MyPresence } from "#components/shell/my-presence.tsx";
import { placeIcons } from "#components/shell/place-icons.tsx";
import { PrintInLight } from "#components/shell/print-in-light.tsx";
import { ProfileMenu } from "#components/shell/profile-menu.tsx";
import { FootBar, Rail } from "#components/shell/rail.tsx";
import { Search } from "#components/shell/search.tsx";
import { SessionGuard } from "#components/shell/session-guard.tsx";
import { ShellFrame } from "#components/shell/shell-frame.tsx";
import { ThemeSwitch } from "#components/shell/theme-switch.tsx";
import { WorkspaceMenu } from "#components/shell/workspace-menu.tsx";
import { can, canSeeWholeWorkspace } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { workspacesOf } from "#lib/auth/workspaces-of.ts";
import { clock } from "#lib/core/clock.ts";
import type { Role } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { pageIdentityOf } from "#lib/http/page-identity.ts";
import { pageCtx, pagePosition } from "#lib/http/session-ctx.ts";
import { positionText } from "#lib/insight/feed/present.ts";
import { hasUnfinishedJob } from "#lib/operations/bulk/queries.ts";
import { FOLLOWED_COOKIE } from "#lib/operations/bulk/rules.ts";
import { presentPublicSettings } from "#lib/workspace/settings/present.ts";
import { getWorkspace } from "#lib/workspace/settings/queries.ts";
import { updateProfileAction } from "./profile/actions.ts";

export default async function CrmLayout({ children }: { children: React.ReactNode }) {
  const ctx = await pageCtx();
  const role = ctx.role as Role;
  const canBulkEdit = can(role, "lead:bulk");
  const [[workspace, isBulkUnderWay], workspaces, position, say, cookieStore] = await Promise.all([
    read(ctx, (tx) => Promise.all([getWorkspace(tx), canBulkEdit && hasUnfinishedJob(tx, ctx)])),
    workspacesOf(ctx.actor.id ?? 0),
    pagePosition(),
    getTranslations("roles"),
    cookies(),
  ]);
  const { operatorId } = operatorOf(ctx);
  const followsBulk = isBulkUnderWay || (canBulkEdit && Boolean(cookieStore.get(FOLLOWED_COOKIE)?.value));
  const badges = { inbox: <InboxCount operatorId={operatorId} /> };
  const account = (
    <>
      <LanguageMenu keep={updateProfileAction} icon={<Languages size={16} className="icon" aria-hidden />} />
      <ThemeSwitch />
      <ProfileMenu name={ctx.actor.name} roleName={say(role)} />
    </>
  );
  return (
    <SessionGuard pageIdentity={pageIdentityOf(ctx)}>
      <TimeProvider now={clock.now()} timeZone={presentPublicSettings(workspace).time_zone}>
        <ShellFrame role={role}>
          <Rail
            role={role}
            workspace={
              <WorkspaceMenu here={{ id: ctx.workspaceId, name: workspace.name }} all={workspaces} />
            }
            badges={badges}
            icons={placeIcons(16)}
          />
          <div className="shell-main flex min-w-0 flex-1 flex-col">
            <header className="shell-head flex h-12 flex-none items-center gap-3 border-line border-b px-4 max-sm:h-[calc(60px+var(--inset-top))] max-sm:gap-1 max-sm:pt-(--inset-top) max-sm:border-b-0 max-sm:pr-1">
              <Search role={role} />
              <div className="ml-auto flex items-center gap-2 max-sm:-order-1">
                {operatorId > 0 && <MyPresence operatorId={operatorId} />}
                <div className="flex items-center gap-2 max-sm:hidden">{account}</div>
              </div>
            </header>
            <PrintInLight />
            <LiveChanges
              since={positionText(position)}
              pageIdentity={pageIdentityOf(ctx)}
              isOperator={!canSeeWholeWorkspace(ctx)}
            />
            <Alerts
              me={{ id: ctx.actor.id, name: ctx.actor.name }}
              operatorId={operatorId}
              canAssign={can(role, "appeal:assign")}
            />
            {followsBulk && <BulkJobs />}
            <main className="min-h-0 flex-1 overflow-auto max-sm:pb-(--foot-bar)">{children}</main>
          </div>
          <FootBar role={role} badges={badges} icons={placeIcons(22)} account={account} />
        </ShellFrame>
      </TimeProvider>
    </SessionGuard>
  );
}
