import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { WideContent } from "#components/ui/wide-content.tsx";
import type { FunnelStepJson } from "#lib/pipeline/funnel/schema.ts";
import { FigureCell } from "./figure-cell.tsx";

const COLUMNS = ["stage", "reached", "ofPrevious", "ofFirst", "median", "lostHere"];

/** The funnel as a table, with every step of the sale. */
export function FunnelTable({
  steps,
  nameOf,
  percent,
  hrefOf,
  lostAtHref,
}: {
  steps: FunnelStepJson[];
  nameOf: (stage: string) => string;
  percent: (share: number | null) => string;
  hrefOf: (stage: string) => string;
  /** Undefined where lost leads are not counted. */
  lostAtHref: ((index: number) => string) | undefined;
}) {
  const say = useTranslations("dashboard.funnel");
  const format = useFormat();
  const cell = "h-9 border-b border-line px-4 text-right tabular-nums";
  const figure = (words: string, href: string) => (
    <FigureCell href={href} className={cell}>
      {words}
    </FigureCell>
  );
  return (
    <WideContent label={say("title")}>
      <table className="w-full min-w-130 border-separate border-spacing-0">
        <thead className="bg-base-200 text-muted text-xs">
          <tr>
            {COLUMNS.filter((key) => key !== "lostHere" || lostAtHref).map((key) => (
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
          {steps.map((step, index) => (
            <tr key={step.stage}>
              <th scope="row" className="h-9 border-line border-b px-4 text-left font-medium">
                {nameOf(step.stage)}
              </th>
              {figure(format.number(step.reached), hrefOf(step.stage))}
              {figure(percent(step.of_previous), hrefOf(step.stage))}
              {figure(percent(step.of_first), hrefOf(step.stage))}
              {figure(step.median_hours === null ? "–" : format.hours(step.median_hours), hrefOf(step.stage))}
              {lostAtHref && figure(format.number(step.lost), lostAtHref(index))}
            </tr>
          ))}
        </tbody>
      </table>
    </WideContent>
  );
}
