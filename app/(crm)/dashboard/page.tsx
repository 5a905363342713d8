import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { BusyDashboard } from "#components/dashboard/busy-dashboard.tsx";
import { DashboardScreen } from "#components/dashboard/dashboard-screen.tsx";
import { MyDayScreen } from "#components/dashboard/my-day-screen.tsx";
import { can, canSeeWholeWorkspace } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { listAppeals } from "#lib/conversations/appeals/list-appeals.ts";
import { presentAppeal } from "#lib/conversations/appeals/present.ts";
import { clock, DAY } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { TooManyRequests } from "#lib/core/errors.ts";
import { MAX_LIMIT } from "#lib/core/paging.ts";
import { daysIn } from "#lib/core/period.ts";
import { presentEach } from "#lib/core/present-each.ts";
import { read, readReport } from "#lib/core/transact.ts";
import type { SearchParams } from "#lib/http/page-filter.ts";
import { pageCtx } from "#lib/http/session-ctx.ts";
import { attention, dashboard, trend } from "#lib/insight/dashboard/queries.ts";
import { readFirstSteps } from "#lib/insight/dashboard/read-first-steps.ts";
import { readMyDay } from "#lib/insight/dashboard/read-my-day.ts";
import { operatorReports } from "#lib/insight/dashboard/report-operators.ts";
import { reportPeriod } from "#lib/insight/dashboard/report-period.ts";
import { chartInterval, FIRST_STEPS, FIRST_STEPS_COOKIE } from "#lib/insight/dashboard/rules.ts";
import { ChosenDays, PeriodQuery } from "#lib/insight/dashboard/schema.ts";
import { conversionFunnel } from "#lib/pipeline/funnel/queries.ts";
import { presentPublicSettings } from "#lib/workspace/settings/present.ts";
import { getWorkspace } from "#lib/workspace/settings/queries.ts";
import { presentSource } from "#lib/workspace/sources/present.ts";
import { listSources } from "#lib/workspace/sources/queries.ts";
import { inboxActions } from "../inbox/inbox-actions.ts";
import { createAppealAction } from "./actions.ts";

const PERIODS = ["7", "30", "90", "365"] as const;

type Props = { searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const say = await getTranslations();
  return { title: say(canSeeWholeWorkspace(await pageCtx()) ? "dashboard.title" : "myDay.title") };
}

export default async function DashboardPage({ searchParams }: Props) {
  const ctx = await pageCtx();
  return canSeeWholeWorkspace(ctx) ? dashboardOfAll(ctx, await searchParams) : dayOfOperator(ctx);
}

async function dayOfOperator(ctx: Ctx) {
  const [day, open, sources, workspace] = await read(ctx, (tx) =>
    Promise.all([
      readMyDay(tx, ctx),
      listAppeals(
        tx,
        ctx,
        { operator_id: operatorOf(ctx).operatorId },
        { sort: "urgency", limit: MAX_LIMIT },
      ),
      listSources(tx),
      getWorkspace(tx),
    ]),
  );
  return (
    <MyDayScreen
      day={day}
      open={presentEach(open.rows, (appeal) => presentAppeal(appeal))}
      sources={presentEach(sources, presentSource)}
      currency={presentPublicSettings(workspace).currency}
      actions={inboxActions}
    />
  );
}

async function dashboardOfAll(ctx: Ctx, asked: SearchParams) {
  const { days: askedDays, mode: askedMode, source } = asked;
  const chosen = ChosenDays.safeParse({ from: asked.from, to: asked.to }).data;
  const days = PERIODS.find((period) => period === askedDays) ?? "30";
  const mode = askedMode === "snapshot" ? "snapshot" : "cohort";
  const span = chosen ?? { from: new Date(clock.now().getTime() - Number(days) * DAY).toISOString() };
  const period = PeriodQuery.safeParse({ ...span, ...(source ? { source } : {}) }).data ?? span;
  const dayCount = daysIn(span);
  const interval = chartInterval(dayCount);
  const showsSteps =
    can(ctx.role, "invite:manage") && (await cookies()).get(FIRST_STEPS_COOKIE)?.value !== "hidden";
  const data = await readReport(ctx, async (tx) => {
    const [state, funnel, points, report, waiting, operators, workspace, steps] = await Promise.all([
      dashboard(tx, ctx),
      conversionFunnel(tx, ctx, { ...period, mode }),
      trend(tx, ctx, { ...period, interval }),
      reportPeriod(tx, ctx, period),
      attention(tx, ctx),
      operatorReports(tx, period),
      getWorkspace(tx),
      showsSteps ? readFirstSteps(tx) : undefined,
    ]);
    const isToDo = steps && !FIRST_STEPS.every((step) => steps[step]);
    const newest = isToDo ? (await listSources(tx)).at(-1) : undefined;
    return {
      listed: span,
      state,
      funnel,
      trend: points,
      interval,
      dayCount,
      sources: report.sources,
      report: report.period,
      waiting,
      operators,
      settings: presentPublicSettings(workspace),
      firstSteps: newest && steps && { steps, source: newest.code, createAppeal: createAppealAction },
    };
  }).catch((error: unknown) => {
    if (error instanceof TooManyRequests) return undefined;
    throw error;
  });
  if (!data) return <BusyDashboard />;
  return (
    <DashboardScreen
      {...data}
      periods={PERIODS}
      choice={chosen ?? { days }}
      mode={mode}
      source={"source" in period ? period.source : undefined}
    />
  );
}
