import { useEffect } from "react";
import { postJson } from "#components/api/client.ts";

/**
 * Says that what a client wrote has been seen, as soon as it is on a screen that somebody looks at.
 * @param unread how many messages of the lead are unread
 */
export function useMarkRead(leadId: number, unread: number): void {
  useEffect(() => {
    if (unread === 0) return;
    // Where it does not arrive, the dot stays, and the next look says it again.
    const tell = () => {
      if (document.visibilityState === "visible") void postJson(`/leads/${leadId}/read`).catch(() => {});
    };
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => document.removeEventListener("visibilitychange", tell);
  }, [leadId, unread]);
}
