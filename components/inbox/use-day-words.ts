import { useNow, useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { DAY } from "#lib/core/clock.ts";

/**
 * Formats the day of a moment: as `2026-11-27`, and as `Today`, `Yesterday` or `20 Nov`.
 * @param timeZone the workspace's, so that days are the same for everyone
 */
export function useDayWords(timeZone: string) {
  const say = useTranslations("inbox");
  const format = useFormat();
  const now = useNow();
  const dayOf = (at: Date) => at.toLocaleDateString("sv-SE", { timeZone });
  const [today, yesterday] = [dayOf(now), dayOf(new Date(now.getTime() - DAY))];
  return {
    dayOf: (at: string) => dayOf(new Date(at)),
    words: (at: string) => {
      const day = dayOf(new Date(at));
      return day === today ? say("today") : day === yesterday ? say("yesterday") : format.day(day);
    },
  };
}
