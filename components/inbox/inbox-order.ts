import type { AppealJson } from "#lib/appeals/schema.ts";

export const GROUPS = ["offered", "offeredToOthers", "toAnswer", "answered", "waiting"] as const;
export type InboxGroup = (typeof GROUPS)[number];

/** The open appeals as an inbox shows them, each group in the order in which it wants an answer. */
export type InboxGroups = Record<InboxGroup, AppealJson[]>;

/** Since when the client waits for a word: its last one, or since it came. */
export function waitsSince({ status, last_message, enqueued_at }: AppealJson): string {
  const isNewer =
    status === "active" && last_message?.direction === "in" && last_message.created_at > enqueued_at;
  return isNewer ? last_message.created_at : enqueued_at;
}

function groupOf(
  { status, accepted_at, operator, last_message }: AppealJson,
  myOperatorId: number,
): InboxGroup {
  if (status === "waiting") return "waiting";
  if (accepted_at === null) return operator?.id === myOperatorId ? "offered" : "offeredToOthers";
  return last_message?.direction === "out" ? "answered" : "toAnswer";
}

/** Puts open appeals into groups, each in the order of the list. */
export function groupAppeals(appeals: AppealJson[], myOperatorId: number): InboxGroups {
  const groups = Map.groupBy(appeals, (appeal) => groupOf(appeal, myOperatorId));
  const of = (group: InboxGroup) => groups.get(group) ?? [];
  return {
    offered: of("offered"),
    offeredToOthers: of("offeredToOthers"),
    toAnswer: of("toAnswer"),
    answered: of("answered"),
    waiting: of("waiting"),
  };
}
