import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DashboardScreen } from "#components/dashboard/dashboard-screen.tsx";
import { seesWholeWorkspace } from "#lib/auth/permissions.ts";
import { clock, DAY } from "#lib/core/clock.ts";
import { read } from "#lib/core/transact.ts";
import { attention, dashboard, periodReport, sourceReports, trend } from "#lib/dashboard/queries.ts";
import { operatorReports } from "#lib/dashboard/report-operators.ts";
import { PeriodQuery } from "#lib/dashboard/schema.ts";
import { conversionFunnel } from "#lib/funnel/queries.ts";
import { pageCtx } from "#lib/http/session-ctx.ts";
import { presentPublicSettings } from "#lib/settings/present.ts";
import { getWorkspace } from "#lib/settings/queries.ts";

const PERIODS = ["7", "30", "90", "365"] as const;

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const say = await getTranslations("dashboard");
  return { title: say("title") };
}

export default async function DashboardPage({ searchParams }: Props) {
  const { days: asked, mode: askedMode, source } = await searchParams;
  const ctx = await pageCtx();
  const days = PERIODS.find((period) => period === asked) ?? "30";
  const mode = askedMode === "snapshot" ? "snapshot" : "cohort";
  const from = new Date(clock.now().getTime() - Number(days) * DAY).toISOString();
  const period = PeriodQuery.safeParse({ from, ...(source ? { source } : {}) }).data ?? { from };
  const data = await read(ctx, async (tx) => {
    const [state, funnel, perDay, sources, report, waiting, operators, workspace] = await Promise.all([
      dashboard(tx, ctx),
      conversionFunnel(tx, ctx, { ...period, mode }),
      trend(tx, ctx, period),
      sourceReports(tx, ctx, period),
      periodReport(tx, ctx, period),
      attention(tx, ctx),
      seesWholeWorkspace(ctx) ? operatorReports(tx, period) : undefined,
      getWorkspace(tx),
    ]);
    return {
      state,
      funnel,
      perDay,
      sources,
      report,
      waiting,
      operators,
      settings: presentPublicSettings(workspace),
    };
  });
  return (
    <DashboardScreen {...data} periods={PERIODS} days={days} mode={mode} from={from} source={period.source} />
  );
}
