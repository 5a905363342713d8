import type { Channel } from "./types.ts";

/**
 * The channel of external systems. The system that created the enquiry fetches the messages: a message is delivered
 * once that system reads the conversation (`lib/conversations/messages/read-conversation.ts`).
 */
export const api: Channel = { send: async () => "sent" };
