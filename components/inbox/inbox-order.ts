import type { AppealJson } from "#lib/appeals/schema.ts";

/** The open appeals as an inbox shows them, each group in the order in which it wants an answer. */
export type InboxGroups = Record<(typeof GROUPS)[number], AppealJson[]>;

export const GROUPS = ["offered", "offeredToOthers", "toAnswer", "answered", "waiting"] as const;

const time = (at: string | null | undefined) => (at ? Date.parse(at) : Number.POSITIVE_INFINITY);

/** Since when the client waits for a word: its last one, or since it came. */
export function waitsSince({ status, last_message, enqueued_at }: AppealJson): string {
  const isNewer =
    status === "active" && last_message?.direction === "in" && last_message.created_at > enqueued_at;
  return isNewer ? last_message.created_at : enqueued_at;
}

const isAnswered = (appeal: AppealJson) => appeal.last_message?.direction === "out";

/**
 * Sorts open appeals into groups: offers by the time that is left, the rest by how long the client waits,
 * the queue as it is served.
 */
export function groupAppeals(appeals: AppealJson[], myOperatorId: number): InboxGroups {
  const active = appeals.filter(({ status }) => status === "active");
  const byWait = (one: AppealJson, other: AppealJson) => time(waitsSince(one)) - time(waitsSince(other));
  const offers = active
    .filter(({ accepted_at }) => accepted_at === null)
    .sort((one, other) => time(one.accept_by) - time(other.accept_by) || byWait(one, other));
  return {
    offered: offers.filter(({ operator }) => operator?.id === myOperatorId),
    offeredToOthers: offers.filter(({ operator }) => operator?.id !== myOperatorId),
    toAnswer: active.filter((one) => one.accepted_at !== null && !isAnswered(one)).sort(byWait),
    answered: active.filter((one) => one.accepted_at !== null && isAnswered(one)).sort(byWait),
    waiting: appeals
      .filter(({ status }) => status === "waiting")
      .sort((one, other) => other.priority - one.priority || time(one.enqueued_at) - time(other.enqueued_at)),
  };
}
