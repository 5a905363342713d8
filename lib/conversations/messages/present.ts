import type { z } from "zod";
import type { addMessages } from "./add-messages.ts";
import type { MessageRow } from "./queries.ts";
import type { MessageJson, MessagesAddedJson } from "./schema.ts";

export function presentMessage(message: MessageRow): MessageJson {
  return {
    id: message.id,
    lead_id: message.leadId,
    appeal_id: message.appealId,
    direction: message.direction,
    operator_id: message.operatorId,
    operator_name: message.operatorName,
    text: message.text,
    delivery_state: message.deliveryState,
    created_at: message.createdAt.toISOString(),
  };
}

export function presentMessagesAdded({
  lead,
  message,
}: Awaited<ReturnType<typeof addMessages>>): z.infer<typeof MessagesAddedJson> {
  return {
    lead_id: lead.id,
    message_count: lead.messageCount,
    first_contacted_at: lead.firstContactedAt?.toISOString() ?? null,
    message: message ? presentMessage(message) : null,
  };
}
