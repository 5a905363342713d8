import { useEffect } from "react";
import { postJson } from "#components/api/client.ts";

/**
 * Marks a lead's messages as read as soon as they are on a visible screen.
 * @param unread how many messages of the lead are unread
 */
export function useMarkRead(leadId: number, unread: number): void {
  useEffect(() => {
    if (unread === 0) return;
    // If it fails, the dot stays, and the request is sent again when the page is next visible.
    const tell = () => {
      if (document.visibilityState === "visible") void postJson(`/leads/${leadId}/read`).catch(() => {});
    };
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => document.removeEventListener("visibilitychange", tell);
  }, [leadId, unread]);
}
