import { PAGE_IDENTITY_HEADER } from "#lib/core/page-identity.ts";
import { UNATTENDED_HEADER } from "#lib/core/unattended.ts";
import { isUnattended, watchAttendance } from "./attendance.ts";

/** Why this page can no longer send requests. */
export type SessionEnd = "unauthenticated" | "session_switched";

let end: SessionEnd | undefined;
let mark: string | undefined;
const listeners = new Set<() => void>();

/**
 * Adds the page's identity to every request, including server actions and Next's own requests. Once the session has
 * ended or changed, requests are no longer sent, because the server would refuse them.
 */
export function sendPageIdentity(pageIdentity: string): void {
  if (typeof window === "undefined" || mark !== undefined) return;
  mark = pageIdentity;
  watchAttendance();
  const send = window.fetch;
  window.fetch = (input, init) => {
    if (end) return new Promise(() => {});
    const headers = new Headers(init?.headers);
    headers.set(PAGE_IDENTITY_HEADER, pageIdentity);
    if (isUnattended()) headers.set(UNATTENDED_HEADER, "1");
    return send(input, { ...init, headers });
  };
}

/** The identity of this page, as sent with each request. */
export const currentPageIdentity = (): string => mark ?? "";

/** Checks whether a refusal means that the session has ended or changed. */
export function noticeEnd({ code }: { code: string }): void {
  if (mark === undefined || (code !== "unauthenticated" && code !== "session_switched")) return;
  end = code;
  for (const listener of listeners) listener();
}

/** Why this page can no longer send requests; undefined while it can. */
export const sessionEnd = (): SessionEnd | undefined => end;

/** Calls `listener` when the session of this page ends. Returns a function that unsubscribes. */
export function onSessionEnd(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

let channel: BroadcastChannel | undefined;
/** One channel for the whole tab, because a channel does not receive its own messages. */
const otherTabs = () => {
  channel ??= new BroadcastChannel("session");
  return channel;
};

/** Makes the other tabs of this browser check their session. */
export function tellOtherTabs(): void {
  otherTabs().postMessage(null);
}

/** Calls `listener` when another tab changed the session. Returns a function that unsubscribes. */
export function onOtherTab(listener: () => void): () => void {
  otherTabs().addEventListener("message", listener);
  return () => otherTabs().removeEventListener("message", listener);
}
