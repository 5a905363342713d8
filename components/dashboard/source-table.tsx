import { useTranslations } from "next-intl";
import { OtherCurrencies } from "#components/format/money-sum.tsx";
import { SourceIcon } from "#components/format/source-icon.tsx";
import { useFormat } from "#components/format/use-format.ts";
import { useShortMoney } from "#components/format/use-short-money.ts";
import { type DataColumn, DataTable } from "#components/ui/data-table.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { SourceReport } from "#lib/insight/dashboard/schema.ts";

/** For each source: the number of leads, how many of them progressed, and how fast they were answered. */
export function SourceTable({
  sources,
  currency,
  during,
}: {
  sources: SourceReport[];
  currency: string;
  /** The period, as parameters of the list of leads. */
  during: string;
}) {
  const say = useTranslations("dashboard.sources");
  const none = useTranslations("dashboard.empty");
  const format = useFormat();
  const shortMoney = useShortMoney();
  const most = Math.max(1, ...sources.map(({ leads }) => leads));
  const points = ({ transferred_share: now, transferred_share_before: before }: SourceReport) => {
    if (now === null || before === null) return undefined;
    return (now - before) * 100;
  };
  const listOf = ({ code }: SourceReport) => `/leads?view=table&source=${encodeURIComponent(code)}${during}`;
  const columns: DataColumn<SourceReport>[] = [
    {
      key: "source",
      title: say("source"),
      cell: ({ code, name }) => (
        <span className="inline-flex items-center gap-2">
          <SourceIcon source={code} />
          {name}
        </span>
      ),
    },
    { key: "leads", title: say("leads"), cell: ({ leads }) => format.number(leads), href: listOf },
    {
      key: "share",
      title: say("share"),
      isText: true,
      className: "w-24",
      cell: ({ leads }) => (
        <span className="block h-1.5 rounded-full bg-base-300">
          <span
            className="block h-full rounded-full bg-primary"
            style={{ width: `${(leads / most) * 100}%` }}
          />
        </span>
      ),
    },
    {
      key: "transferred",
      title: say("transferred"),
      cell: ({ transferred_share: share }) => (share === null ? "–" : format.percent(share)),
      href: (source) => `${listOf(source)}&reached=transferred`,
    },
    {
      key: "change",
      title: say("change"),
      cell: (source) => {
        const moved = points(source);
        return moved === undefined ? "–" : format.signed(moved, 1);
      },
      className: (source) => {
        const moved = points(source);
        return moved === undefined ? "text-muted" : moved >= 0 ? "text-success" : "text-error";
      },
    },
    {
      key: "paid",
      title: say("paid"),
      cell: ({ amount_paid }) => (amount_paid ? shortMoney(amount_paid, currency) : "–"),
      href: (source) => `${listOf(source)}&reached=paid`,
      aside: ({ amounts_paid }) => <OtherCurrencies amounts={amounts_paid} currency={currency} isShort />,
    },
    {
      key: "firstReply",
      title: say("firstReply"),
      cell: ({ first_reply_minutes: minutes }) => (minutes === null ? "–" : format.hours(minutes / 60)),
      href: listOf,
    },
  ];
  return (
    <Panel title={say("title")}>
      {sources.length === 0 ? (
        <p className="px-4 pb-4 text-muted">{none("title")}</p>
      ) : (
        <DataTable
          label={say("title")}
          columns={columns}
          rows={sources}
          keyOf={({ source_id }) => source_id}
          cellClassName="whitespace-nowrap px-2 first:pl-4 last:pr-4"
          tableClassName="min-w-130"
        />
      )}
    </Panel>
  );
}
