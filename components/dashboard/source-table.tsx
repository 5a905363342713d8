import { useTranslations } from "next-intl";
import { OtherCurrencies } from "#components/format/money-sum.tsx";
import { SourceIcon } from "#components/format/source-icon.tsx";
import { useFormat } from "#components/format/use-format.ts";
import { useShortMoney } from "#components/format/use-short-money.ts";
import { Panel } from "#components/ui/panel.tsx";
import { WideContent } from "#components/ui/wide-content.tsx";
import type { SourceReport } from "#lib/insight/dashboard/schema.ts";
import { FigureCell } from "./figure-cell.tsx";

/** Each source: how many leads, how many of them went on, how fast they were answered. */
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
  const cell = "h-10 whitespace-nowrap border-line border-b px-2 text-right tabular-nums last:pr-4";
  const figure = (words: string, href: string, aside?: React.ReactNode) => (
    <FigureCell href={href} className={cell} aside={aside}>
      {words}
    </FigureCell>
  );
  if (sources.length === 0)
    return (
      <Panel title={say("title")}>
        <p className="px-4 pb-4 text-muted">{none("title")}</p>
      </Panel>
    );
  return (
    <Panel title={say("title")}>
      <WideContent label={say("title")}>
        <table className="w-full min-w-130 border-separate border-spacing-0">
          <thead className="bg-base-200 text-muted text-xs">
            <tr>
              {(["source", "leads", "share", "transferred", "change", "paid", "firstReply"] as const).map(
                (key) => (
                  <th
                    key={key}
                    scope="col"
                    className={`h-8 whitespace-nowrap border-line border-y px-2 font-normal first:pl-4 last:pr-4 ${key === "source" || key === "share" ? "text-left" : "text-right"}`}
                  >
                    {say(key)}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => {
              const moved = points(source);
              const list = `/leads?view=table&source=${encodeURIComponent(source.code)}${during}`;
              return (
                <tr key={source.source_id} className="hover:bg-hover">
                  <th scope="row" className="h-10 border-line border-b px-3 pl-4 text-left font-normal">
                    <span className="inline-flex items-center gap-2 whitespace-nowrap">
                      <SourceIcon source={source.code} />
                      {source.name}
                    </span>
                  </th>
                  {figure(format.number(source.leads), list)}
                  <td className="h-10 w-24 border-line border-b px-2">
                    <span className="block h-1.5 rounded-full bg-base-300">
                      <span
                        className="block h-full rounded-full bg-primary"
                        style={{ width: `${(source.leads / most) * 100}%` }}
                      />
                    </span>
                  </td>
                  {figure(
                    source.transferred_share === null ? "–" : format.percent(source.transferred_share),
                    `${list}&reached=transferred`,
                  )}
                  <td
                    className={`${cell} ${moved === undefined ? "text-muted" : moved >= 0 ? "text-success" : "text-error"}`}
                  >
                    {moved === undefined ? "–" : format.signed(moved, 1)}
                  </td>
                  {figure(
                    source.amount_paid ? shortMoney(source.amount_paid, currency) : "–",
                    `${list}&reached=paid`,
                    <OtherCurrencies amounts={source.amounts_paid} currency={currency} isShort />,
                  )}
                  {figure(
                    source.first_reply_minutes === null ? "–" : format.hours(source.first_reply_minutes / 60),
                    list,
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </WideContent>
    </Panel>
  );
}
