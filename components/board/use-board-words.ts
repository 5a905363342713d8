import { useTranslations } from "next-intl";
import type { BoardWords } from "./types.ts";

/** A board's texts for screen readers. The caller adds the names of the cards. */
export function useBoardWords<Card>(nameOf: (card: Card) => string): BoardWords<Card> {
  const say = useTranslations("board.spoken");
  return {
    instructions: say("instructions"),
    lifted: (card, lane, place, total) => say("lifted", { name: nameOf(card), lane, place, total }),
    over: (lane, place) => say("over", { lane, place }),
    overNothing: say("overNothing"),
    dropped: (card, lane) => say("dropped", { name: nameOf(card), lane }),
    returned: say("returned"),
  };
}
