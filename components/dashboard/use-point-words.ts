import { useLocale } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import type { TrendInterval } from "#lib/insight/dashboard/rules.ts";
import type { TrendPoint } from "#lib/insight/dashboard/schema.ts";

type Options = Intl.DateTimeFormatOptions;

const DAY: Options = { day: "numeric", month: "short" };
const MONTH: Options = { month: "short", year: "numeric" };

/** The name of a point of a trend (`22 Oct`, `5 – 11 Jun`, `Jun 2026`) and its label on the axis. */
export function usePointWords(interval: TrendInterval) {
  const format = useFormat();
  const language = useLocale();
  const locale = language === "en" ? "en-GB" : language;
  // A calendar day has no time zone, so it is formatted in UTC.
  const dates = (options: Options) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
  return ({ day, last_day }: Pick<TrendPoint, "day" | "last_day">): { name: string; tick: string } => {
    const first = new Date(day);
    if (interval === "month") return { name: dates(MONTH).format(first), tick: dates(MONTH).format(first) };
    const tick = dates(DAY).format(first);
    if (interval === "day") return { name: format.day(day), tick };
    const week = dates({ ...DAY, year: "numeric" }).formatRange(first, new Date(last_day));
    // Node and browsers write different spaces into a range, which React would take for another text.
    return { name: week.replace(/\s/g, " "), tick };
  };
}
