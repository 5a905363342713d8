import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { DashboardScreen } from "#components/dashboard/dashboard-screen.tsx";
import { may, seesWholeWorkspace } from "#lib/auth/permissions.ts";
import { clock, DAY } from "#lib/core/clock.ts";
import { read } from "#lib/core/transact.ts";
import { attention, dashboard, periodReport, sourceReports, trend } from "#lib/dashboard/queries.ts";
import { readFirstSteps } from "#lib/dashboard/read-first-steps.ts";
import { operatorReports } from "#lib/dashboard/report-operators.ts";
import { FIRST_STEPS, FIRST_STEPS_COOKIE } from "#lib/dashboard/rules.ts";
import { PeriodQuery } from "#lib/dashboard/schema.ts";
import { conversionFunnel } from "#lib/funnel/queries.ts";
import { pageCtx } from "#lib/http/session-ctx.ts";
import { presentPublicSettings } from "#lib/settings/present.ts";
import { getWorkspace } from "#lib/settings/queries.ts";
import { listSources } from "#lib/sources/queries.ts";
import { createAppealAction } from "./actions.ts";

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
  const showsSteps =
    may(ctx.role, "invite:manage") && (await cookies()).get(FIRST_STEPS_COOKIE)?.value !== "hidden";
  const data = await read(ctx, async (tx) => {
    const [state, funnel, perDay, sources, report, waiting, operators, workspace, steps] = await Promise.all([
      dashboard(tx, ctx),
      conversionFunnel(tx, ctx, { ...period, mode }),
      trend(tx, ctx, period),
      sourceReports(tx, ctx, period),
      periodReport(tx, ctx, period),
      attention(tx, ctx),
      seesWholeWorkspace(ctx) ? operatorReports(tx, period) : undefined,
      getWorkspace(tx),
      showsSteps ? readFirstSteps(tx) : undefined,
    ]);
    const isToDo = steps && !FIRST_STEPS.every((step) => steps[step]);
    const newest = isToDo ? (await listSources(tx)).at(-1) : undefined;
    return {
      state,
      funnel,
      perDay,
      sources,
      report,
      waiting,
      operators,
      settings: presentPublicSettings(workspace),
      firstSteps: newest && steps && { steps, source: newest.code, createAppeal: createAppealAction },
    };
  });
  return (
    <DashboardScreen {...data} periods={PERIODS} days={days} mode={mode} from={from} source={period.source} />
  );
}
