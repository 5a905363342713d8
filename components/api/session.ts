import { PAGE_IDENTITY_HEADER } from "#lib/core/page-identity.ts";
import { UNATTENDED_HEADER } from "#lib/core/unattended.ts";
import { isUnattended, watchAttendance } from "./attendance.ts";

/** Why a page can do nothing any more. */
export type SessionEnd = "unauthenticated" | "session_switched";

let end: SessionEnd | undefined;
let mark: string | undefined;
const listeners = new Set<() => void>();

/**
 * From now on each request of this page says for whom it was made, server actions and screens of Next's own
 * included, and none is sent any more once the session is not that one: it would only be refused again.
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

/** For whom and where this page was made, as it says with each request. */
export const currentPageIdentity = (): string => mark ?? "";

/** Looks whether a refusal means that the session is over or another one. */
export function noticeEnd({ code }: { code: string }): void {
  if (mark === undefined || (code !== "unauthenticated" && code !== "session_switched")) return;
  end = code;
  for (const listener of listeners) listener();
}

/** Why this page can do nothing any more, if that is so. */
export const sessionEnd = (): SessionEnd | undefined => end;

/** Calls `listener` when the session of this page is over; returns the way out. */
export function onSessionEnd(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

let channel: BroadcastChannel | undefined;
/** One for the whole tab: it does not hear itself. */
const otherTabs = () => {
  channel ??= new BroadcastChannel("session");
  return channel;
};

/** Lets the other tabs of this browser look whether the session is still theirs. */
export function tellOtherTabs(): void {
  otherTabs().postMessage(null);
}

/** Calls `listener` whenever another tab changed the session; returns the way out. */
export function onOtherTab(listener: () => void): () => void {
  otherTabs().addEventListener("message", listener);
  return () => otherTabs().removeEventListener("message", listener);
}
