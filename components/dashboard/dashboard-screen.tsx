import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { PageTitle } from "#components/ui/page-title.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { TrendInterval } from "#lib/insight/dashboard/rules.ts";
import type {
  AttentionReport,
  DashboardJson,
  OperatorReport,
  PeriodReport,
  SourceReport,
  TrendPoint,
} from "#lib/insight/dashboard/schema.ts";
import type { FunnelStepJson } from "#lib/pipeline/funnel/schema.ts";
import type { PublicSettingsJson } from "#lib/workspace/settings/schema.ts";
import { AttentionStrip } from "./attention-strip.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { FunnelPanel } from "./funnel-panel.tsx";
import { OperatorTable } from "./operator-table.tsx";
import { PeriodPicker } from "./period-picker.tsx";
import { RefreshOnChange } from "./refresh-on-change.tsx";
import { SourceSelect } from "./source-select.tsx";
import { SourceTable } from "./source-table.tsx";
import { StagePanel } from "./stage-panel.tsx";
import { StatRow } from "./stat-row.tsx";
import { TrendPanel } from "./trend-panel.tsx";

type Props = {
  state: DashboardJson;
  funnel: FunnelStepJson[];
  trend: TrendPoint[];
  interval: TrendInterval;
  dayCount: number;
  sources: SourceReport[];
  report: PeriodReport;
  waiting: AttentionReport;
  operators: OperatorReport[];
  settings: PublicSettingsJson;
  periods: readonly string[];
  /** A period up to now, or a range of calendar days. */
  choice: { days: string } | { from: string; to: string };
  /** The same period as days or moments, for the lists behind the figures. */
  listed: { from: string; to?: string };
  mode: "cohort" | "snapshot";
  source: string | undefined;
  /** The first steps of a new workspace; undefined if they are done or hidden, or if the person may not do them. */
  firstSteps: React.ComponentProps<typeof FirstSteps> | undefined;
};

/** The dashboard: what needs attention, the figures of the period, the funnel, the trend and the sources. */
export function DashboardScreen(props: Props) {
  const {
    state,
    funnel,
    trend,
    interval,
    dayCount,
    sources,
    report,
    waiting,
    operators,
    settings,
    periods,
    choice,
    listed,
    mode,
    source,
    firstSteps,
  } = props;
  const say = useTranslations("dashboard");
  const format = useFormat();
  const [days, isChosen] = "days" in choice ? [choice.days, false] : [String(dayCount), true];
  const others = { mode, ...(source ? { source } : {}) };
  const hrefOf = (changes: Record<string, string>) =>
    `/dashboard?${new URLSearchParams({ ...choice, ...others, ...changes })}`;
  const periodHref = (next: string) => `/dashboard?${new URLSearchParams({ days: next, ...others })}`;
  const ofSource = source ? `&source=${encodeURIComponent(source)}` : "";
  const during = (name: string) =>
    `&${new URLSearchParams({ [`${name}_from`]: listed.from, ...(listed.to ? { [`${name}_to`]: listed.to } : {}) })}`;
  // A period up to now is given as an age, so that a saved view of the list covers the same period tomorrow.
  const came = "days" in choice ? `&days=${choice.days}` : during("created");
  const listQuery = `${came}${ofSource}`;
  const sourceId = sources.find(({ code }) => code === source)?.source_id;
  const [first, last] = [trend[0]?.day, trend.at(-1)?.last_day];
  return (
    <div className="mx-auto flex max-w-[90rem] flex-col gap-4 px-6 py-4 max-sm:px-4">
      <header className="flex flex-wrap items-center gap-3">
        <PageTitle>{say("title")}</PageTitle>
        <p className="text-muted text-xs">{say("asOf", { time: format.time(state.as_of) })}</p>
        <p className="hidden text-muted text-xs print:block">
          {first && last && say("dates", { first: format.day(first), last: format.day(last) })} ·{" "}
          {sources.find(({ code }) => code === source)?.name ?? say("allSources")}
        </p>
        <div className="ml-auto flex flex-wrap items-center gap-3 print:hidden">
          <Segmented
            label={say("period")}
            value={isChosen ? "" : days}
            hrefOf={periodHref}
            options={periods.map((period) => ({ value: period, label: say(`periods.${period}`) }))}
          />
          {first && last && <PeriodPicker first={first} last={last} others={others} />}
          <SourceSelect sources={sources} source={source} others={{ ...choice, mode }} />
        </div>
      </header>
      <RefreshOnChange />
      {firstSteps && <FirstSteps {...firstSteps} />}
      <AttentionStrip report={waiting} appeals={state.appeals} />
      <StatRow
        report={report}
        trend={trend}
        days={days}
        currency={settings.currency}
        listQuery={listQuery}
        paidHrefOf={(currency) => `/sales?currency=${currency}${during("paid")}${ofSource}`}
      />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <FunnelPanel
          steps={funnel}
          mode={mode}
          modeHrefs={{ cohort: hrefOf({ mode: "cohort" }), snapshot: hrefOf({ mode: "snapshot" }) }}
          listQuery={mode === "cohort" ? listQuery : `${ofSource}&is_lost=false`}
        />
        <TrendPanel {...{ trend, interval, days, listQuery, ofSource }} />
      </div>
      <div className="grid gap-4 xl:grid-cols-2">
        <SourceTable sources={sources} currency={settings.currency} during={came} />
        <StagePanel state={state} currency={settings.currency} title={say("stages.title")} />
      </div>
      <OperatorTable
        operators={operators}
        handledQuery={`${during("created")}${sourceId ? `&source_id=${sourceId}` : ""}`}
      />
    </div>
  );
}
