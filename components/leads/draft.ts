import { useSyncExternalStore } from "react";
import { pageMadeFor } from "#components/api/session.ts";
import { newKey } from "#components/api/use-once.ts";

// Of one person: the next one at the same browser must not read it, and might send it in the own name.
const draftName = (leadId: number) => `leadline.draft.${pageMadeFor()}.${leadId}`;
const sendingName = (leadId: number) => `leadline.sending.${pageMadeFor()}.${leadId}`;

const listeners = new Set<() => void>();

function listen(listener: () => void): () => void {
  listeners.add(listener);
  // Another tab writes to the same lead.
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

const readDraft = (leadId: number) => localStorage.getItem(draftName(leadId)) ?? "";

/** What is written to a lead and not sent yet: one draft a lead and person, on this device, wherever it is written. */
export function useDraft(leadId: number): string {
  return useSyncExternalStore(
    listen,
    () => readDraft(leadId),
    () => "",
  );
}

/** Keeps what is written, also over a closed browser. */
export function writeDraft(leadId: number, text: string): void {
  if (text === "") {
    localStorage.removeItem(draftName(leadId));
    localStorage.removeItem(sendingName(leadId));
  } else localStorage.setItem(draftName(leadId), text);
  for (const listener of listeners) listener();
}

/**
 * The key of a message that is being sent. It stays the same for the same message until that is known to have
 * arrived, so that the server knows it again after an answer that was lost.
 */
export function keyOfMessage(leadId: number, message: string): string {
  const kept = localStorage.getItem(sendingName(leadId)) ?? "";
  const [keptKey = ""] = kept.split(" ", 1);
  if (kept === `${keptKey} ${message}`) return keptKey;
  const key = newKey();
  localStorage.setItem(sendingName(leadId), `${key} ${message}`);
  return key;
}

/** Takes what has arrived out of the draft; what was written since stays. */
export function settleDraft(leadId: number, sent: string): void {
  localStorage.removeItem(sendingName(leadId));
  const text = readDraft(leadId);
  if (text.startsWith(sent)) writeDraft(leadId, text.slice(sent.length).trimStart());
}
