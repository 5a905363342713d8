"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Trend } from "#components/charts/trend.tsx";
import { useFormat } from "#components/format/use-format.ts";
import { Panel } from "#components/ui/panel.tsx";
import type { TrendInterval } from "#lib/insight/dashboard/rules.ts";
import type { TrendPoint } from "#lib/insight/dashboard/schema.ts";
import { ChartOrTable, type ChartView } from "./chart-or-table.tsx";
import { TrendTable } from "./trend-table.tsx";
import { usePointWords } from "./use-point-words.ts";

type Props = {
  trend: TrendPoint[];
  interval: TrendInterval;
  days: string;
  /** Parameters of the list of the period's leads, limited to the chosen source. */
  listQuery: string;
  ofSource: string;
};

/** New leads by day, week or month, compared with the previous period. Each point opens its leads. */
export function TrendPanel({ trend, interval, days, listQuery, ofSource }: Props) {
  const say = useTranslations("dashboard.trend");
  const format = useFormat();
  const router = useRouter();
  const [view, setView] = useState<ChartView>("chart");
  const hrefOf = ({ from, to }: TrendPoint) =>
    `/leads?view=table&${new URLSearchParams({ created_from: from, created_to: to })}${ofSource}`;
  const total = trend.reduce((sum, point) => sum + point.new, 0);
  const best = trend.reduce<TrendPoint | undefined>(
    (most, point) => (point.new > (most?.new ?? 0) ? point : most),
    undefined,
  );
  const all = `/leads?view=table${listQuery}`;
  const wordsOf = usePointWords(interval);
  return (
    <Panel
      title={say("title", { interval })}
      className="flex flex-col"
      aside={<ChartOrTable value={view} onChange={setView} />}
    >
      <div className="flex-1 pb-2">
        {view === "table" ? (
          <TrendTable {...{ trend, interval, days, wordsOf, hrefOf }} />
        ) : (
          <div className="px-4">
            <Trend
              label={say("title", { interval })}
              points={trend.map(wordsOf)}
              onOpen={(place) => trend[place] && router.push(hrefOf(trend[place]))}
              series={[
                {
                  key: "before",
                  name: say("before", { days }),
                  values: trend.map((point) => point.new_before),
                  look: "before",
                },
                {
                  key: "transferred",
                  name: say("transferred"),
                  values: trend.map((point) => point.transferred),
                  look: "second",
                },
                { key: "new", name: say("new"), values: trend.map((point) => point.new), look: "main" },
              ]}
            />
          </div>
        )}
      </div>
      <dl className="grid grid-cols-3 divide-x divide-line border-line border-t text-xs">
        {[
          { name: say("average"), words: format.decimal(total / Math.max(1, trend.length), 1), href: all },
          { name: say("total"), words: format.number(total), href: all },
          {
            name: say("best", { interval }),
            words: best ? wordsOf(best).name : "–",
            href: best ? hrefOf(best) : all,
          },
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
