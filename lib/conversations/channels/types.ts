/** What we wrote to a client, as a channel needs it. */
export type OutgoingMessage = { id: number; text: string; leadId: number; externalId: string | null };

/** What becomes of it: under way, arrived, or given up. */
export type Delivery = "sent" | "delivered" | "failed";

/** A way to reach clients. Every kind of source has one. */
export type Channel = {
  /**
   * Hands a message over, outside of any transaction. It may be handed over twice when the process dies
   * in between: pass the message's id on where the other side can tell.
   * @throws when it should be tried again
   */
  send: (message: OutgoingMessage) => Promise<Delivery>;
};
