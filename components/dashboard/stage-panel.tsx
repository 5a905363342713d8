import Link from "next/link";
import { useTranslations } from "next-intl";
import { OtherCurrencies } from "#components/format/money-sum.tsx";
import { useFormat } from "#components/format/use-format.ts";
import { useShortMoney } from "#components/format/use-short-money.ts";
import { Panel } from "#components/ui/panel.tsx";
import { StageRing } from "#components/ui/stage-ring.tsx";
import type { StagesNow } from "#lib/insight/dashboard/schema.ts";
import { LEAD_STAGES } from "#lib/pipeline/leads/rules.ts";
import { SALE_STAGES } from "#lib/pipeline/sales/rules.ts";

type Props = {
  state: StagesNow;
  currency: string;
  title: string;
  /** Filters of the lists behind the counts, such as `&owner_id=1`. */
  listQuery?: string;
};

/** The current number of leads and sales in each stage. */
export function StagePanel({ state, currency, title, listQuery = "" }: Props) {
  const say = useTranslations("dashboard.stages");
  const leads = useTranslations("stages.lead");
  const sales = useTranslations("stages.sale");
  const format = useFormat();
  const shortMoney = useShortMoney();
  const openHref = (currency: string) => `/sales?is_open=true&currency=${currency}${listQuery}`;
  const columns = [
    {
      title: say("leads"),
      total: format.number(state.leads.total),
      totalHref: `/leads?view=table${listQuery}`,
      others: null,
      href: "/leads?view=table&stage=",
      rows: LEAD_STAGES.map((stage) => ({
        stage: stage as string,
        name: leads(stage),
        count: state.leads.by_stage[stage],
      })),
    },
    {
      title: say("sales"),
      total: shortMoney(state.sales.amount_open, currency),
      totalHref: openHref(currency),
      others: <OtherCurrencies amounts={state.sales.amounts_open} currency={currency} hrefOf={openHref} />,
      href: "/sales?stage=",
      rows: SALE_STAGES.map((stage) => ({
        stage: stage as string,
        name: sales(stage),
        count: state.sales.by_stage[stage],
      })),
    },
  ];
  return (
    <Panel title={title} className="flex flex-col">
      <div className="grid flex-1 border-line border-t sm:grid-cols-2">
        {columns.map(({ title, total, totalHref, others, href, rows }) => {
          const most = Math.max(1, ...rows.map(({ count }) => count));
          return (
            <div key={title} className="flex flex-col border-line px-4 py-3 sm:[&+div]:border-l">
              <div className="mb-2 flex gap-2 text-muted text-xs">
                <span className="mr-auto">{title}</span>
                <Link href={totalHref} className="font-medium text-base-content tabular-nums hover:underline">
                  {total}
                </Link>
                {others}
              </div>
              <ul className="flex flex-1 flex-col">
                {rows.map(({ stage, name, count }) => (
                  <li key={stage} className="min-h-8 flex-1">
                    <Link
                      href={`${href}${stage}${listQuery}`}
                      className="flex h-full items-center gap-2 rounded-field hover:bg-hover"
                    >
                      <StageRing stage={stage} />
                      <span className="w-28 truncate">{name}</span>
                      <span className="h-1.5 flex-1 rounded-full bg-base-300">
                        <span
                          className="block h-full rounded-full bg-primary"
                          style={{ width: `${(count / most) * 100}%` }}
                        />
                      </span>
                      <span className="w-10 text-right tabular-nums">{format.number(count)}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
      </div>
    </Panel>
  );
}
