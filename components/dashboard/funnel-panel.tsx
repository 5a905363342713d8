"use client";

import { CircleX, Filter, Table2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Funnel } from "#components/charts/funnel.tsx";
import { useFormat } from "#components/format/use-format.ts";
import { Panel } from "#components/ui/panel.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { StageRing } from "#components/ui/stage-ring.tsx";
import { WideContent } from "#components/ui/wide-content.tsx";
import type { FunnelStepJson } from "#lib/funnel/schema.ts";

type Props = {
  steps: FunnelStepJson[];
  mode: "cohort" | "snapshot";
  modeHrefs: Record<"cohort" | "snapshot", string>;
  listQuery: string;
};

const LEAD_STEPS = new Set(["new", "contacted", "qualified", "transferred"]);
const REASONS_SHOWN = 4;
/** Between transferred and paid the table says more; the picture stays readable without. */
const ONLY_IN_TABLE = new Set(["kyc", "agreement"]);

/** From a new lead to paid: how many came how far, how fast, and why the others did not. */
export function FunnelPanel({ steps, mode, modeHrefs, listQuery }: Props) {
  const say = useTranslations("dashboard.funnel");
  const leads = useTranslations("stages.lead");
  const sales = useTranslations("stages.sale");
  const format = useFormat();
  const [view, setView] = useState<"chart" | "table">("chart");
  const nameOf = (stage: string) => (LEAD_STEPS.has(stage) ? leads(stage) : sales(stage));
  const percent = (share: number | null) => (share === null ? "–" : format.percent(share));
  const hrefOf = (stage: string) =>
    `/leads?view=table${listQuery}${stage === "new" ? "" : `&reached=${stage}`}`;
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
  const topReasons = [...reasons].sort((one, other) => other[1] - one[1]).slice(0, REASONS_SHOWN);
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
            <Segmented
              label={say("view")}
              value={view}
              onChange={setView}
              options={[
                { value: "chart", label: say("chart"), icon: Filter },
                { value: "table", label: say("table"), icon: Table2 },
              ]}
            />
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
            ],
          }))}
        />
      ) : (
        <FunnelTable steps={steps} nameOf={nameOf} percent={percent} hrefOf={hrefOf} />
      )}
      <footer className="flex flex-wrap items-center gap-x-5 gap-y-1 border-line border-t px-4 py-3 text-xs">
        <Link
          href={
            mode === "cohort"
              ? `/leads?view=table${listQuery}&is_lost=true`
              : "/leads?view=table&is_lost=true"
          }
          className="inline-flex items-center gap-2 font-medium hover:underline"
        >
          <CircleX size={14} className="icon" aria-hidden />
          {say("lost", { count: lost })}
        </Link>
        {topReasons.map(([reason, count]) => (
          <span key={reason} className="text-muted">
            {reason}{" "}
            <span className="font-medium text-base-content tabular-nums">
              {format.percent(count / Math.max(1, lost), 0)}
            </span>
          </span>
        ))}
      </footer>
    </Panel>
  );
}

function FunnelTable({
  steps,
  nameOf,
  percent,
  hrefOf,
}: {
  steps: FunnelStepJson[];
  nameOf: (stage: string) => string;
  percent: (share: number | null) => string;
  hrefOf: (stage: string) => string;
}) {
  const say = useTranslations("dashboard.funnel");
  const format = useFormat();
  const cell = "h-9 border-b border-line px-4 text-right tabular-nums";
  return (
    <WideContent label={say("title")}>
      <table className="w-full min-w-130 border-separate border-spacing-0">
        <thead className="bg-base-200 text-muted text-xs">
          <tr>
            {["stage", "reached", "ofPrevious", "ofFirst", "median", "lostHere"].map((key) => (
              <th
                key={key}
                scope="col"
                className="h-8 border-line border-y px-4 text-right font-normal first:text-left"
              >
                {say(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step.stage}>
              <th scope="row" className="h-9 border-line border-b px-4 text-left font-medium">
                {nameOf(step.stage)}
              </th>
              <td className={cell}>
                <Link href={hrefOf(step.stage)} className="hover:underline">
                  {format.number(step.reached)}
                </Link>
              </td>
              <td className={cell}>{percent(step.of_previous)}</td>
              <td className={cell}>{percent(step.of_first)}</td>
              <td className={cell}>{step.median_hours === null ? "–" : format.hours(step.median_hours)}</td>
              <td className={cell}>{step.lost}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideContent>
  );
}
