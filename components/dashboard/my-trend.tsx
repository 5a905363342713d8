"use client";

import { ChartLine } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Trend } from "#components/charts/trend.tsx";
import { useFormat } from "#components/format/use-format.ts";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { WideContent } from "#components/ui/wide-content.tsx";
import type { WorkDay } from "#lib/insight/dashboard/rules.ts";
import { ChartOrTable, type ChartView } from "./chart-or-table.tsx";
import { FigureCell } from "./figure-cell.tsx";
import { usePointWords } from "./use-point-words.ts";

/** Days that are shown, and as many before them beside. */
const DAYS_SHOWN = 14;

const closedHref = (day: string) => `/inbox?view=closed&day=${day}`;

/** What somebody closed and took on each of the last days. */
export function MyTrend({ days }: { days: WorkDay[] }) {
  const say = useTranslations("myDay.trend");
  const router = useRouter();
  const [view, setView] = useState<ChartView>("chart");
  const wordsOf = usePointWords("day");
  const shown = days.slice(-DAYS_SHOWN);
  const before = days.slice(-2 * DAYS_SHOWN, -DAYS_SHOWN);
  if (![...before, ...shown].some(({ taken, closed }) => taken + closed > 0)) {
    return (
      <Panel title={say("title")}>
        <EmptyState icon={ChartLine} title={say("empty")} detail={say("emptyDetail")} />
      </Panel>
    );
  }
  return (
    <Panel
      title={say("title")}
      className="flex flex-col"
      aside={<ChartOrTable value={view} onChange={setView} />}
    >
      {view === "table" ? (
        <DayTable days={shown.toReversed()} />
      ) : (
        <div className="flex-1 px-4 pb-4">
          <Trend
            label={say("title")}
            points={shown.map(({ day }) => wordsOf({ day, last_day: day }))}
            onOpen={(place) => shown[place] && router.push(closedHref(shown[place].day))}
            series={[
              {
                key: "before",
                name: say("before", { days: DAYS_SHOWN }),
                values: before.map(({ closed }) => closed),
                look: "before",
              },
              { key: "taken", name: say("taken"), values: shown.map(({ taken }) => taken), look: "second" },
              { key: "closed", name: say("closed"), values: shown.map(({ closed }) => closed), look: "main" },
            ]}
          />
        </div>
      )}
    </Panel>
  );
}

const COLUMNS = ["day", "taken", "closed", "moved", "firstReply"] as const;

function DayTable({ days }: { days: WorkDay[] }) {
  const say = useTranslations("myDay.trend");
  const format = useFormat();
  const cell = "h-9 whitespace-nowrap border-line border-b px-3 text-right tabular-nums";
  return (
    <WideContent label={say("title")}>
      <table className="w-full border-separate border-spacing-0">
        <thead className="bg-base-200 text-muted text-xs">
          <tr>
            {COLUMNS.map((key) => (
              <th
                key={key}
                scope="col"
                className="h-8 border-line border-y px-3 text-right font-normal first:pl-4 first:text-left"
              >
                {say(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, taken, closed, moved, reply_seconds }) => (
            <tr key={day} className="hover:bg-hover">
              <th
                scope="row"
                className="h-9 whitespace-nowrap border-line border-b px-3 pl-4 text-left font-normal"
              >
                {format.day(day)}
              </th>
              <td className={cell}>{format.number(taken)}</td>
              <FigureCell href={closedHref(day)} className={cell}>
                {format.number(closed)}
              </FigureCell>
              <td className={cell}>{format.number(moved)}</td>
              <td className={`${cell} text-muted`}>
                {reply_seconds === null ? "–" : format.hours(reply_seconds / 3600)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideContent>
  );
}
