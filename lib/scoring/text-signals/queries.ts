import { desc, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { messages } from "#db/schema/messages.ts";
import { detectLanguage } from "./detect-language.ts";
import { isUrgent, mentionsBudget, newestIntent, replyRatio } from "./rules.ts";
import { type Line, READ_AT_MOST, type TextSignals } from "./schema.ts";

/** The newest messages of a lead, the newest first, long ones cut. The caller has checked that it is visible. */
export function listNewestLines(tx: Tx, leadId: number): Promise<Line[]> {
  return tx
    .select({
      direction: messages.direction,
      text: sql<string>`left(${messages.text}, ${READ_AT_MOST.characters})`,
    })
    .from(messages)
    .where(eq(messages.leadId, leadId))
    .orderBy(desc(messages.id))
    .limit(READ_AT_MOST.messages);
}

/** What a conversation says. Only what the client wrote is read; whether it was answered, of all. */
export function textSignals(newestFirst: Line[]): TextSignals {
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
