import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { DataTable } from "#components/ui/data-table.tsx";
import type { TrendInterval } from "#lib/insight/dashboard/rules.ts";
import type { TrendPoint } from "#lib/insight/dashboard/schema.ts";

type Props = {
  trend: TrendPoint[];
  interval: TrendInterval;
  days: string;
  wordsOf: (point: TrendPoint) => { name: string };
  hrefOf: (point: TrendPoint) => string;
};

/** The points of a trend as a table, newest first. */
export function TrendTable({ trend, interval, days, wordsOf, hrefOf }: Props) {
  const say = useTranslations("dashboard.trend");
  const format = useFormat();
  return (
    <DataTable
      label={say("title", { interval })}
      className="max-h-66"
      columns={[
        {
          key: "name",
          title: say("interval", { interval }),
          cell: (point) => wordsOf(point).name,
          className: "whitespace-nowrap font-medium",
        },
        { key: "new", title: say("new"), cell: (point) => format.number(point.new), href: hrefOf },
        {
          key: "transferred",
          title: say("transferred"),
          cell: ({ transferred }) => format.number(transferred),
        },
        {
          key: "before",
          title: say("before", { days }),
          cell: ({ new_before }) => format.number(new_before),
          className: "text-muted",
        },
      ]}
      rows={trend.toReversed()}
      keyOf={({ day }) => day}
      rowHeight="h-8"
      tableClassName="text-xs"
    />
  );
}
