import { detectLanguage } from "./detect-language.ts";
import { isUrgent, mentionsBudget, newestIntent, replyRatio } from "./rules.ts";
import type { Line, TextSignals } from "./schema.ts";

/** The signals in a conversation. They come from the client's messages only, except for the reply ratio. */
export function readTextSignals(newestFirst: Line[]): TextSignals {
  const incoming = newestFirst.filter(({ direction }) => direction === "in").map(({ text }) => text);
  const anyOf = (holds: (text: string) => boolean) => (incoming.length > 0 ? incoming.some(holds) : null);
  return {
    text_language: detectLanguage(incoming),
    intent: newestIntent(incoming),
    mentions_budget: anyOf(mentionsBudget),
    is_urgent: anyOf(isUrgent),
    reply_ratio: replyRatio(newestFirst),
  };
}
