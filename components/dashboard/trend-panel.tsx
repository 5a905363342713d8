"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Trend } from "#components/charts/trend.tsx";
import { useFormat } from "#components/format/use-format.ts";
import { Panel } from "#components/ui/panel.tsx";
import type { TrendDay } from "#lib/dashboard/schema.ts";
import { ChartOrTable, type ChartView } from "./chart-or-table.tsx";
import { TrendTable } from "./trend-table.tsx";

type Props = {
  perDay: TrendDay[];
  days: string;
  /** The leads of the period, as parameters of their list, and only those of its source. */
  listQuery: string;
  ofSource: string;
};

/** What came in each day, beside the period before; each day opens its leads. */
export function TrendPanel({ perDay, days, listQuery, ofSource }: Props) {
  const say = useTranslations("dashboard.trend");
  const format = useFormat();
  const router = useRouter();
  const [view, setView] = useState<ChartView>("chart");
  const hrefOf = ({ from, to }: TrendDay) =>
    `/leads?view=table&${new URLSearchParams({ created_from: from, created_to: to })}${ofSource}`;
  const total = perDay.reduce((sum, day) => sum + day.new, 0);
  const best = perDay.reduce<TrendDay | undefined>(
    (most, day) => (day.new > (most?.new ?? 0) ? day : most),
    undefined,
  );
  const all = `/leads?view=table${listQuery}`;
  const dayWords = (day: string) => (day ? format.day(day) : "");
  return (
    <Panel
      title={say("title")}
      className="flex flex-col"
      aside={<ChartOrTable value={view} onChange={setView} />}
    >
      <div className="flex-1 pb-2">
        {view === "table" ? (
          <TrendTable {...{ perDay, days, dayWords, hrefOf }} />
        ) : (
          <div className="px-4">
            <Trend
              label={say("title")}
              days={perDay.map(({ day }) => day)}
              dayWords={dayWords}
              onOpen={(place) => perDay[place] && router.push(hrefOf(perDay[place]))}
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
        )}
      </div>
      <dl className="grid grid-cols-3 divide-x divide-line border-line border-t text-xs">
        {[
          { name: say("perDay"), words: format.decimal(total / Math.max(1, perDay.length), 1), href: all },
          { name: say("total"), words: format.number(total), href: all },
          { name: say("best"), words: best ? dayWords(best.day) : "–", href: best ? hrefOf(best) : all },
        ].map(({ name, words, href }) => (
          <div key={name} className="px-4 py-3">
            <dt className="text-muted">{name}</dt>
            <dd className="font-semibold text-sm tabular-nums">
              <Link href={href} className="hover:underline">
                {words}
              </Link>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
