import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { WideContent } from "#components/ui/wide-content.tsx";
import type { TrendDay } from "#lib/dashboard/schema.ts";
import { FigureCell } from "./figure-cell.tsx";

type Props = {
  perDay: TrendDay[];
  days: string;
  dayWords: (day: string) => string;
  hrefOf: (day: TrendDay) => string;
};

/** The days as a table, the newest first. */
export function TrendTable({ perDay, days, dayWords, hrefOf }: Props) {
  const say = useTranslations("dashboard.trend");
  const format = useFormat();
  const head =
    "sticky top-0 h-8 bg-base-200 border-line border-y px-4 text-right font-normal first:text-left";
  const cell = "h-8 border-line border-b px-4 text-right tabular-nums";
  return (
    <WideContent label={say("title")} className="max-h-66">
      <table className="w-full border-separate border-spacing-0 text-xs">
        <thead className="text-muted">
          <tr>
            {[say("day"), say("new"), say("transferred"), say("before", { days })].map((name) => (
              <th key={name} scope="col" className={head}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {perDay.toReversed().map((day) => (
            <tr key={day.day}>
              <th
                scope="row"
                className="h-8 whitespace-nowrap border-line border-b px-4 text-left font-medium"
              >
                {dayWords(day.day)}
              </th>
              <FigureCell href={hrefOf(day)} className={cell}>
                {format.number(day.new)}
              </FigureCell>
              <td className={cell}>{format.number(day.transferred)}</td>
              <td className={`${cell} text-muted`}>{format.number(day.new_before)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideContent>
  );
}
