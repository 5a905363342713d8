"use client";

import { CircleX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Funnel } from "#components/charts/funnel.tsx";
import { useFormat } from "#components/format/use-format.ts";
import { useLostWords } from "#components/format/use-lost-words.ts";
import { Panel } from "#components/ui/panel.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { StageRing } from "#components/ui/stage-ring.tsx";
import type { FunnelStepJson } from "#lib/pipeline/funnel/schema.ts";
import { ChartOrTable, type ChartView } from "./chart-or-table.tsx";
import { FunnelTable } from "./funnel-table.tsx";

type Props = {
  steps: FunnelStepJson[];
  mode: "cohort" | "snapshot";
  modeHrefs: Record<"cohort" | "snapshot", string>;
  listQuery: string;
};

const LEAD_STEPS = new Set(["new", "contacted", "qualified", "transferred"]);
const MAX_LOST_REASONS = 4;
/** The steps between transferred and paid are only in the table, so that the chart stays readable. */
const ONLY_IN_TABLE = new Set(["kyc", "agreement"]);

/** The funnel from new to paid: how many leads reached each step, how fast, and why the others were lost. */
export function FunnelPanel({ steps, mode, modeHrefs, listQuery }: Props) {
  const say = useTranslations("dashboard.funnel");
  const leads = useTranslations("stages.lead");
  const sales = useTranslations("stages.sale");
  const format = useFormat();
  const lostWords = useLostWords();
  const [view, setView] = useState<ChartView>("chart");
  const nameOf = (stage: string) => (LEAD_STEPS.has(stage) ? leads(stage) : sales(stage));
  const percent = (share: number | null) => (share === null ? "–" : format.percent(share));
  const hrefOf = (stage: string) =>
    `/leads?view=table${listQuery}${stage === "new" ? "" : `&reached=${stage}`}`;
  // The current stages leave out lost leads, so there are no losses to show.
  const tellsLost = mode === "cohort";
  const lostHref = `/leads?view=table${listQuery}&is_lost=true`;
  /** Leads that were lost at a step: they reached it, but not the next one. */
  const lostAtHref = (index: number) => {
    const [here, next] = [steps[index], steps[index + 1]];
    return [lostHref, index > 0 && `reached=${here?.stage}`, next && `not_reached=${next.stage}`]
      .filter(Boolean)
      .join("&");
  };
  const lost = steps.reduce((sum, step) => sum + step.lost, 0);
  const reasons = new Map<string, number>();
  for (const step of steps)
    for (const { reason, count } of step.top_lost_reasons)
      reasons.set(reason, (reasons.get(reason) ?? 0) + count);
  const shown = steps.filter(({ stage }) => !ONLY_IN_TABLE.has(stage));
  const shareOf = (index: number) => {
    const before = shown[index - 1]?.reached;
    return before ? (shown[index]?.reached ?? 0) / before : null;
  };
  const topReasons = [...reasons].sort((one, other) => other[1] - one[1]).slice(0, MAX_LOST_REASONS);
  return (
    <Panel
      title={say("title")}
      aside={
        <div className="flex gap-2 print:hidden">
          <Segmented
            label={say("mode")}
            value={mode}
            hrefOf={(next) => modeHrefs[next]}
            options={[
              { value: "cohort", label: say("cohort") },
              { value: "snapshot", label: say("snapshot") },
            ]}
          />
          <span className="max-sm:hidden">
            <ChartOrTable value={view} onChange={setView} />
          </span>
        </div>
      }
    >
      {view === "chart" ? (
        <Funnel
          label={say("title")}
          columns={shown.map((step, index) => ({
            key: step.stage,
            head: (
              <>
                <StageRing stage={step.stage} />
                <span className="truncate text-muted">{nameOf(step.stage)}</span>
              </>
            ),
            value: step.reached,
            words: format.number(step.reached),
            href: hrefOf(step.stage),
            share: shareOf(index) === null ? undefined : format.percent(shareOf(index) ?? 0, 0),
            rows: [
              { label: say("ofPrevious"), words: percent(shareOf(index)) },
              { label: say("ofFirst"), words: percent(step.of_first) },
              {
                label: say("median"),
                words: step.median_hours === null ? "–" : format.hours(step.median_hours),
              },
            ].map((row) => ({ ...row, href: hrefOf(step.stage) })),
          }))}
        />
      ) : (
        <FunnelTable
          {...{ steps, nameOf, percent, hrefOf }}
          lostAtHref={tellsLost ? lostAtHref : undefined}
        />
      )}
      {tellsLost && (
        <footer className="flex flex-wrap items-center gap-x-5 gap-y-1 border-line border-t px-4 py-3 text-xs">
          <Link href={lostHref} className="inline-flex items-center gap-2 font-medium hover:underline">
            <CircleX size={14} className="icon" aria-hidden />
            {say("lost", { count: lost })}
          </Link>
          {topReasons.map(([reason, count]) => (
            <Link
              key={reason}
              href={`${lostHref}&lost_reason=${encodeURIComponent(reason)}`}
              className="text-muted hover:underline"
            >
              {lostWords(reason)}{" "}
              <span className="font-medium text-base-content tabular-nums">
                {format.percent(count / Math.max(1, lost), 0)}
              </span>
            </Link>
          ))}
        </footer>
      )}
    </Panel>
  );
}
