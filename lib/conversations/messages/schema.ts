import { z } from "zod";
import { id, longText } from "#lib/core/text.ts";
import { MAX_MESSAGE } from "./rules.ts";

export const AddMessagesInput = z.union([
  z.strictObject({ increment: z.number().int().min(1).max(1000) }),
  z.strictObject({ text: longText(MAX_MESSAGE), direction: z.enum(["in", "out"]) }),
]);
export type AddMessagesInput = z.infer<typeof AddMessagesInput>;

export const MessageJson = z.object({
  id,
  lead_id: id,
  /** The appeal that it belongs to, if any. */
  appeal_id: id.nullable(),
  direction: z.enum(["in", "out"]),
  operator_id: id.nullable(),
  operator_name: z.string().nullable(),
  text: z.string(),
  delivery_state: z.enum(["stored", "sent", "delivered", "read", "failed"]),
  created_at: z.string(),
});
export type MessageJson = z.infer<typeof MessageJson>;

/** The answer of both ways of adding messages. */
export const MessagesAddedJson = z.object({
  lead_id: id,
  message_count: z.number(),
  first_contacted_at: z.string().nullable(),
  message: MessageJson.nullable(),
});
