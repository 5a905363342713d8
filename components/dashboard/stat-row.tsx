import { useTranslations } from "next-intl";
import { OtherCurrencies } from "#components/format/money-sum.tsx";
import { useFormat } from "#components/format/use-format.ts";
import { useShortMoney } from "#components/format/use-short-money.ts";
import type { PeriodReport, TrendPoint } from "#lib/insight/dashboard/schema.ts";
import { StatCard } from "./stat-card.tsx";

type Props = {
  report: PeriodReport;
  trend: TrendPoint[];
  days: string;
  currency: string;
  /** The leads of the period, as parameters of their list. */
  listQuery: string;
  /** Parameters of the list of sales that were paid in the period, in one currency. */
  paidHrefOf: (currency: string) => string;
};
type Compared = { now: number | null; before: number | null };

/** The five figures of the period. */
export function StatRow({ report, trend, days, currency, listQuery, paidHrefOf }: Props) {
  const say = useTranslations("dashboard");
  const format = useFormat();
  const shortMoney = useShortMoney();
  const against = say("against", { days });
  /** @param shown the change as it is rounded in the text */
  const changeOf = (shown: number, words: string, upIsGood: boolean) => ({
    words: `${shown < 0 ? "−" : shown > 0 ? "+" : ""}${words}`,
    direction: Math.sign(shown),
    isGood: shown > 0 === upIsGood,
  });
  /** The relative growth. */
  const relative = ({ now, before }: Compared, upIsGood: boolean) => {
    if (now === null || !before) return undefined;
    const growth = Math.round((now / before - 1) * 100);
    return changeOf(growth, format.percent(Math.abs(growth) / 100, 0), upIsGood);
  };
  /** The difference of two shares in percentage points. */
  const points = ({ now, before }: Compared, upIsGood: boolean) => {
    if (now === null || before === null) return undefined;
    const moved = Math.round((now - before) * 1000) / 10;
    return changeOf(moved, say("points", { value: format.decimal(Math.abs(moved), 1) }), upIsGood);
  };
  const share = ({ now }: Compared) => (now === null ? "–" : format.percent(now));
  const reply = report.first_reply_minutes.now;
  const table = `/leads?view=table${listQuery}`;
  return (
    <div className="grid grid-cols-2 gap-4 max-sm:gap-3 max-sm:*:last:col-span-2 lg:grid-cols-3 xl:grid-cols-5">
      <StatCard
        name={say("stats.newLeads")}
        words={format.number(report.new_leads.now ?? 0)}
        href={table}
        change={relative(report.new_leads, true)}
        against={against}
        series={trend.map((point) => point.new)}
      />
      <StatCard
        name={say("stats.firstReply")}
        words={reply === null ? "–" : format.hours(reply / 60)}
        href={table}
        change={relative(report.first_reply_minutes, false)}
        against={against}
      />
      <StatCard
        name={say("stats.transferred")}
        words={share(report.transferred_share)}
        href={`${table}&reached=transferred`}
        change={points(report.transferred_share, true)}
        against={against}
        series={trend.map((point) => point.transferred)}
      />
      <StatCard
        name={say("stats.paid")}
        words={shortMoney(report.amount_paid.now ?? 0, currency)}
        href={paidHrefOf(currency)}
        change={relative(report.amount_paid, true)}
        against={against}
        series={trend.map((point) => point.amount_paid)}
        corner={<OtherCurrencies amounts={report.amounts_paid.now} currency={currency} hrefOf={paidHrefOf} />}
      />
      <StatCard
        name={say("stats.lost")}
        words={share(report.lost_share)}
        href={`${table}&stage=lost`}
        change={points(report.lost_share, false)}
        against={against}
      />
    </div>
  );
}
