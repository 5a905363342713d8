/** A message to a client, as a channel needs it. */
export type OutgoingMessage = { id: number; text: string; leadId: number; externalId: string | null };

/** The state of a message: sent, delivered, or given up. */
export type Delivery = "sent" | "delivered" | "failed";

/** A way to reach clients. Every kind of source has one. */
export type Channel = {
  /**
   * Sends a message, outside of any transaction. After a crash it may be sent twice: pass the message's id on where
   * the other side can detect duplicates.
   * @throws when it should be retried
   */
  send: (message: OutgoingMessage) => Promise<Delivery>;
};
