import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { WideContent } from "#components/ui/wide-content.tsx";
import type { TrendInterval } from "#lib/insight/dashboard/rules.ts";
import type { TrendPoint } from "#lib/insight/dashboard/schema.ts";
import { FigureCell } from "./figure-cell.tsx";

type Props = {
  trend: TrendPoint[];
  interval: TrendInterval;
  days: string;
  wordsOf: (point: TrendPoint) => { name: string };
  hrefOf: (point: TrendPoint) => string;
};

/** The points of a trend as a table, the newest first. */
export function TrendTable({ trend, interval, days, wordsOf, hrefOf }: Props) {
  const say = useTranslations("dashboard.trend");
  const format = useFormat();
  const head =
    "sticky top-0 h-8 bg-base-200 border-line border-y px-4 text-right font-normal first:text-left";
  const cell = "h-8 border-line border-b px-4 text-right tabular-nums";
  return (
    <WideContent label={say("title", { interval })} className="max-h-66">
      <table className="w-full border-separate border-spacing-0 text-xs">
        <thead className="text-muted">
          <tr>
            {[say("interval", { interval }), say("new"), say("transferred"), say("before", { days })].map(
              (name) => (
                <th key={name} scope="col" className={head}>
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {trend.toReversed().map((point) => (
            <tr key={point.day}>
              <th
                scope="row"
                className="h-8 whitespace-nowrap border-line border-b px-4 text-left font-medium"
              >
                {wordsOf(point).name}
              </th>
              <FigureCell href={hrefOf(point)} className={cell}>
                {format.number(point.new)}
              </FigureCell>
              <td className={cell}>{format.number(point.transferred)}</td>
              <td className={`${cell} text-muted`}>{format.number(point.new_before)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideContent>
  );
}
