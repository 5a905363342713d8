import { useTranslations } from "next-intl";
import type { BoardWords } from "./types.ts";

/** What a board says to a screen reader; the cards' names come from outside. */
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
