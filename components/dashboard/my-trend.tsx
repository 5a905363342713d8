"use client";

import { ChartLine } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Trend } from "#components/charts/trend.tsx";
import { useFormat } from "#components/format/use-format.ts";
import { DataTable } from "#components/ui/data-table.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { WorkDay } from "#lib/insight/dashboard/rules.ts";
import { ChartOrTable, type ChartView } from "./chart-or-table.tsx";
import { usePointWords } from "./use-point-words.ts";

/** The number of days that are shown, and of the days before them for comparison. */
const DAYS_SHOWN = 14;

const closedHref = (day: string) => `/inbox?view=closed&day=${day}`;

/** The enquiries that an operator closed and received on each of the last days. */
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

function DayTable({ days }: { days: WorkDay[] }) {
  const say = useTranslations("myDay.trend");
  const format = useFormat();
  return (
    <DataTable
      label={say("title")}
      columns={[
        { key: "day", title: say("day"), cell: ({ day }) => format.day(day) },
        { key: "taken", title: say("taken"), cell: ({ taken }) => format.number(taken) },
        {
          key: "closed",
          title: say("closed"),
          cell: ({ closed }) => format.number(closed),
          href: ({ day }) => closedHref(day),
        },
        { key: "moved", title: say("moved"), cell: ({ moved }) => format.number(moved) },
        {
          key: "firstReply",
          title: say("firstReply"),
          cell: ({ reply_seconds: seconds }) => (seconds === null ? "–" : format.hours(seconds / 3600)),
          className: "text-muted",
        },
      ]}
      rows={days}
      keyOf={({ day }) => day}
      rowHeight="h-9"
      cellClassName="whitespace-nowrap px-3 first:pl-4"
    />
  );
}
