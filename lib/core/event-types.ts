/**
 * Everything that can happen, each `<subject>.<what happened>`: what a verb writes to `events`, and what the log,
 * the feed and webhooks know. A new one needs its words in `events` of the catalogues, its subject in `log.types`.
 */
export const EVENT_TYPES = [
  "lead.created",
  "lead.updated",
  "lead.stage_moved",
  "lead.stage_undone",
  "lead.reranked",
  "lead.transferred",
  "lead.assigned",
  "lead.messages_added",
  "lead.messages_read",
  "lead.analyzed",
  "lead.recommendation_changed",
  "assessment.judged",
  "sale.created",
  "sale.updated",
  "sale.stage_moved",
  "sale.stage_undone",
  "sale.reranked",
  "appeal.created",
  "appeal.assigned",
  "appeal.accepted",
  "appeal.returned",
  "appeal.timed_out",
  "appeal.nobody_accepts",
  "appeal.reassigned",
  "appeal.closed",
  "message.delivered",
  "message.sent",
  "message.failed",
  "user.created",
  "user.joined",
  "user.updated",
  "user.signed_in",
  "user.sign_in_failed",
  "user.signed_out_everywhere",
  "user.password_changed",
  "api_key.created",
  "api_key.revoked",
  "api_key.used",
  "access.refused",
  "invite.created",
  "invite.revoked",
  "invite.accepted",
  "workspace.created",
  "workspace.updated",
  "operator.created",
  "operator.updated",
  "operator.presence_changed",
  "department.created",
  "department.updated",
  "department.deleted",
  "source.created",
  "source.updated",
  "source.weights_set",
  "scoring.model_trained",
  "scoring.model_retired",
  "bulk_job.created",
  "bulk_job.finished",
  "bulk_job.cancelled",
  "bulk_job.failed",
  "view.created",
  "view.updated",
  "view.deleted",
  "demo.loaded",
  "demo.wiped",
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** What tells of a request and of no change: nothing in the workspace is different after it. */
export const REQUEST_EVENTS: readonly EventType[] = [
  "user.signed_in",
  "user.sign_in_failed",
  "api_key.used",
  "access.refused",
];

/** Subjects and beginnings of types that a person reads who looks after the security of a workspace. */
export const SECURITY_EVENTS = ["user.", "api_key.", "invite.", "access."] as const;

/** What an event is about: "lead" of "lead.created". */
export const subjectOf = (type: EventType): string => type.slice(0, type.indexOf("."));
