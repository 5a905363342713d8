import type { z } from "zod";
import type { Exclusion } from "#lib/conversations/distribution/rules.ts";
import { SECOND } from "#lib/core/clock.ts";
import type { OperatorStatsJson } from "#lib/workspace/team/schema.ts";
import type { ClientRow } from "./list-clients.ts";
import type { AppealRow, getOperatorStats, getReceipt } from "./queries.ts";
import type { AppealJson, ClientJson, LeadAppealJson, ReceiptJson } from "./schema.ts";

const written = (at: Date | null) => at?.toISOString() ?? null;

export function presentAppeal(appeal: AppealRow, queuePosition: number | null = null): AppealJson {
  return {
    appeal_id: appeal.id,
    id: appeal.id,
    lead_id: appeal.leadId,
    lead_external_id: appeal.leadExternalId,
    lead_name: appeal.leadName,
    source_id: appeal.sourceId,
    source_name: appeal.sourceName,
    operator: appeal.operatorId === null ? null : { id: appeal.operatorId, name: appeal.operatorName ?? "" },
    status: appeal.status,
    message: appeal.message,
    last_message: appeal.lastMessage && {
      direction: appeal.lastMessage.direction,
      text: appeal.lastMessage.text,
      created_at: new Date(appeal.lastMessage.at).toISOString(),
    },
    unread_count: appeal.unreadCount,
    priority: appeal.priority,
    queue_position: queuePosition,
    enqueued_at: appeal.enqueuedAt.toISOString(),
    assigned_at: written(appeal.assignedAt),
    accept_by: written(acceptBy(appeal)),
    missed_count: appeal.missedCount,
    accepted_at: written(appeal.acceptedAt),
    closed_at: written(appeal.closedAt),
    created_at: appeal.createdAt.toISOString(),
  };
}

function acceptBy(appeal: AppealRow): Date | null {
  const isOffered = appeal.status === "active" && appeal.acceptedAt === null;
  if (!isOffered || appeal.acknowledgeSeconds === null || appeal.assignedAt === null) return null;
  return new Date(appeal.assignedAt.getTime() + appeal.acknowledgeSeconds * SECOND);
}

export function presentReceipt({
  appeal,
  receipt,
  names,
}: Awaited<ReturnType<typeof getReceipt>>): ReceiptJson {
  return {
    appeal_id: appeal.id,
    operator_id: appeal.operatorId,
    strategy: receipt.strategy as ReceiptJson["strategy"],
    by: receipt.by,
    at: receipt.at,
    candidates: receipt.candidates.map(([operatorId, currentLoad, maxLoad, weight, deficit, excluded]) => ({
      operator_id: operatorId,
      operator_name: names.get(operatorId) ?? null,
      current_load: currentLoad,
      max_load: maxLoad,
      weight,
      deficit,
      excluded: excluded as Exclusion | null,
    })),
  };
}

export function presentClient(client: ClientRow): z.infer<typeof ClientJson> {
  const { id, externalId, name, phone, email, appealsCount } = client;
  return { id, external_id: externalId, name, phone, email, appeals_count: appealsCount };
}

export function presentLeadAppeal(appeal: AppealRow): z.infer<typeof LeadAppealJson> {
  const { id, operator, status, message, created_at } = presentAppeal(appeal);
  return {
    id,
    source: { id: appeal.sourceId, name: appeal.sourceName },
    operator,
    status,
    message,
    created_at,
  };
}

export function presentOperatorStats(
  stats: Awaited<ReturnType<typeof getOperatorStats>>,
): z.infer<typeof OperatorStatsJson> {
  return {
    operator_id: stats.operatorId,
    active: stats.active,
    closed_today: stats.closedToday,
    closed_30_days: stats.closed30Days,
    median_first_answer_seconds: stats.firstAnswer,
    median_close_seconds: stats.close,
    open_leads: stats.openLeads,
    open_sales: stats.openSales,
  };
}
