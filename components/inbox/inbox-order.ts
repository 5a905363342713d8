import { BREACHES_WITHIN_MINUTES } from "#lib/conversations/appeals/rules.ts";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import { MINUTE } from "#lib/core/clock.ts";

export const GROUPS = ["offered", "offeredToOthers", "toAnswer", "answered", "waiting"] as const;
export type InboxGroup = (typeof GROUPS)[number];

/** The open appeals by group. Each group is in the order in which it should be answered. */
export type InboxGroups = Record<InboxGroup, AppealJson[]>;

/** Since when the client has been waiting: since their last message, or since the appeal arrived. */
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

/** Groups open appeals and keeps the order of the list inside each group. */
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

/** The kinds of open appeals that the dashboard shows because they need attention. */
export const ATTENTION = ["waiting", "breaching"] as const;
export type Attention = (typeof ATTENTION)[number];

/**
 * The open appeals that such a figure counts.
 * @param now in ms
 */
export function wantingAttention(appeals: AppealJson[], attention: Attention, now: number): AppealJson[] {
  if (attention === "waiting") return appeals.filter(({ status }) => status === "waiting");
  const soon = now + BREACHES_WITHIN_MINUTES * MINUTE;
  return appeals.filter(
    ({ status, accepted_at, accept_by }) =>
      status === "active" && accepted_at === null && accept_by !== null && Date.parse(accept_by) < soon,
  );
}
