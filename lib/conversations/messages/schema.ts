import { z } from "zod";
import { id, longText } from "#lib/core/text.ts";
import { MAX_MESSAGE } from "./rules.ts";

export const AddMessagesInput = z.union([
  z.strictObject({
    increment: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .describe("Messages to add to the count, without their text."),
  }),
  z.strictObject({
    text: longText(MAX_MESSAGE).describe("Text of the message."),
    direction: z.enum(["in", "out"]).describe("`in` from the client, `out` to the client."),
  }),
]);
export type AddMessagesInput = z.infer<typeof AddMessagesInput>;

export const MessageJson = z.object({
  id: id.describe("Id of the message."),
  lead_id: id.describe("Lead of the conversation."),
  appeal_id: id.nullable().describe("Appeal that the message belongs to."),
  direction: z.enum(["in", "out"]).describe("`in` from the client, `out` to the client."),
  operator_id: id.nullable().describe("Operator who wrote it. Null for the client."),
  operator_name: z.string().nullable().describe("Name of the operator."),
  text: z.string().describe("Text of the message."),
  delivery_state: z
    .enum(["stored", "sent", "delivered", "read", "failed"])
    .describe("How far the message came."),
  created_at: z.string().describe("When it was written."),
});
export type MessageJson = z.infer<typeof MessageJson>;

/** The answer of both ways of adding messages. */
export const MessagesAddedJson = z.object({
  lead_id: id.describe("Lead that has the message. It differs after a renewal."),
  message_count: z.number().describe("Messages of the lead."),
  first_contacted_at: z.string().nullable().describe("When the client was first answered."),
  message: MessageJson.nullable().describe("The message. Null when only the count was raised."),
});
