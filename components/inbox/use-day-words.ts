import { useNow, useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { DAY } from "#lib/core/clock.ts";

/**
 * Of moments: their day as `2026-11-27`, and in words as `Today`, `Yesterday`, `20 Nov`.
 * @param timeZone the workspace's: its days are the same for everyone, wherever they are
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
