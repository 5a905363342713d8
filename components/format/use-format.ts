import { useFormatter, useLocale, useNow, useTimeZone, useTranslations } from "next-intl";
import { useMemo } from "react";
import { DAY, HOUR, MINUTE } from "#lib/core/clock.ts";

/** Formats numbers, money, ages and dates for the person's locale. */
export function useFormat() {
  const say = useTranslations("format");
  const formatter = useFormatter();
  const language = useLocale();
  // Teams in these regions expect the day before the month and a 24-hour clock.
  const locale = language === "en" ? "en-GB" : language;
  const timeZone = useTimeZone();
  const now = useNow().getTime();
  return useMemo(() => {
    const unit = (milliseconds: number) => {
      if (milliseconds < MINUTE) return say("now");
      if (milliseconds < HOUR) return say("minutes", { count: Math.floor(milliseconds / MINUTE) });
      if (milliseconds < DAY) return say("hours", { count: Math.floor(milliseconds / HOUR) });
      return say("days", { count: Math.floor(milliseconds / DAY) });
    };
    const decimal = (value: number, digits: number) =>
      formatter.number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    const dates = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(locale, { timeZone, ...options });
    return {
      /** How long ago: `18 m`, `3 h`, `2 d`. */
      age: (since: string) => unit(Math.max(0, now - Date.parse(since))),
      /** The same age inside a sentence: `3 h ago`, `just now`. */
      ago: (since: string) => {
        const passed = now - Date.parse(since);
        return passed < MINUTE ? say("justNow") : say("ago", { age: unit(passed) });
      },
      /** A span of hours: `2 d`. */
      hours: (hours: number) => unit(Math.max(MINUTE, hours * HOUR)),
      /** A score: `0.72`, not a percentage. */
      score: (score: number) => decimal(Math.floor(score * 100 + 1e-9) / 100, 2),
      decimal,
      /** With its sign: `+0.15`, `−0.20`. */
      signed: (value: number, digits: number) =>
        `${value < 0 ? "−" : "+"}${decimal(Math.abs(value), digits)}`,
      number: (value: number) => formatter.number(value),
      percent: (share: number, digits = 1) =>
        formatter.number(share, {
          style: "percent",
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
        }),
      /** The full amount: `₴50,000`. */
      money: (amount: number, currency: string) =>
        formatter.number(amount, {
          style: "currency",
          currency,
          currencyDisplay: "narrowSymbol",
          maximumFractionDigits: Number.isInteger(amount) ? 0 : 2,
        }),
      /** A calendar day, without a time zone: `22 Oct`, with the year if it is not this year. */
      day: (day: string) => {
        const year = day.startsWith(dates({ year: "numeric" }).format(now))
          ? {}
          : ({ year: "numeric" } as const);
        return dates({ day: "numeric", month: "short", ...year, timeZone: "UTC" }).format(new Date(day));
      },
      date: (at: string) => dates({ day: "numeric", month: "short" }).format(new Date(at)),
      time: (at: string) => dates({ hour: "2-digit", minute: "2-digit", hour12: false }).format(new Date(at)),
      /** `Thu 14:00` within a week, else `22 Oct`. */
      moment: (at: string) => {
        const distance = Date.parse(at) - now;
        const near = Math.abs(distance) < 6 * DAY;
        const options: Intl.DateTimeFormatOptions = near
          ? { weekday: "short", hour: "2-digit", minute: "2-digit", hour12: false }
          : { day: "numeric", month: "short" };
        return dates(options).format(new Date(at));
      },
      full: (at: string) =>
        dates({ dateStyle: "medium", timeStyle: "short", hour12: false }).format(new Date(at)),
    };
  }, [say, formatter, locale, timeZone, now]);
}
