"use client";

import { useTranslations } from "next-intl";
import { Trend } from "#components/charts/trend.tsx";
import { useFormat } from "#components/format/use-format.ts";
import { Panel } from "#components/ui/panel.tsx";
import type { TrendDay } from "#lib/dashboard/schema.ts";

/** What came in each day, beside the period before. */
export function TrendPanel({ perDay, days }: { perDay: TrendDay[]; days: string }) {
  const say = useTranslations("dashboard.trend");
  const format = useFormat();
  const total = perDay.reduce((sum, day) => sum + day.new, 0);
  const best = perDay.reduce<TrendDay | undefined>(
    (most, day) => (day.new > (most?.new ?? 0) ? day : most),
    undefined,
  );
  // A day of the calendar has no time zone; noon keeps it on its day everywhere.
  const dayWords = (day: string) => (day ? format.date(`${day}T12:00:00`) : "");
  return (
    <Panel title={say("title")} className="flex flex-col">
      <div className="flex-1 px-4 pb-2">
        <Trend
          label={say("title")}
          days={perDay.map(({ day }) => day)}
          dayWords={dayWords}
          series={[
            {
              key: "before",
              name: say("before", { days }),
              values: perDay.map((day) => day.new_before),
              look: "before",
            },
            {
              key: "transferred",
              name: say("transferred"),
              values: perDay.map((day) => day.transferred),
              look: "second",
            },
            { key: "new", name: say("new"), values: perDay.map((day) => day.new), look: "main" },
          ]}
        />
      </div>
      <dl className="grid grid-cols-3 divide-x divide-line border-line border-t text-xs">
        {[
          [say("perDay"), format.decimal(total / Math.max(1, perDay.length), 1)],
          [say("total"), format.number(total)],
          [say("best"), best ? dayWords(best.day) : "–"],
        ].map(([name, words]) => (
          <div key={name} className="px-4 py-3">
            <dt className="text-muted">{name}</dt>
            <dd className="font-semibold text-sm tabular-nums">{words}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
