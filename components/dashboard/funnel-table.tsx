import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { type DataColumn, DataTable } from "#components/ui/data-table.tsx";
import type { FunnelStepJson } from "#lib/pipeline/funnel/schema.ts";

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
  /** Undefined if lost leads are not counted. */
  lostAtHref: ((index: number) => string) | undefined;
}) {
  const say = useTranslations("dashboard.funnel");
  const format = useFormat();
  const reachedHref = ({ stage }: FunnelStepJson) => hrefOf(stage);
  const columns: DataColumn<FunnelStepJson>[] = [
    { key: "stage", title: say("stage"), cell: ({ stage }) => nameOf(stage), className: "font-medium" },
    {
      key: "reached",
      title: say("reached"),
      cell: ({ reached }) => format.number(reached),
      href: reachedHref,
    },
    {
      key: "ofPrevious",
      title: say("ofPrevious"),
      cell: ({ of_previous }) => percent(of_previous),
      href: reachedHref,
    },
    { key: "ofFirst", title: say("ofFirst"), cell: ({ of_first }) => percent(of_first), href: reachedHref },
    {
      key: "median",
      title: say("median"),
      cell: ({ median_hours: hours }) => (hours === null ? "–" : format.hours(hours)),
      href: reachedHref,
    },
  ];
  if (lostAtHref)
    columns.push({
      key: "lostHere",
      title: say("lostHere"),
      cell: ({ lost }) => format.number(lost),
      href: (_step, index) => lostAtHref(index),
    });
  return (
    <DataTable
      label={say("title")}
      columns={columns}
      rows={steps}
      keyOf={({ stage }) => stage}
      rowHeight="h-9"
      tableClassName="min-w-130"
    />
  );
}
