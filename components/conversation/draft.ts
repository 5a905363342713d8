import { useSyncExternalStore } from "react";
import { currentPageIdentity } from "#components/api/session.ts";
import { newKey } from "#components/api/use-once.ts";

// Of one person: the next one at the same browser must not read it, and might send it in the own name.
const draftName = (leadId: number) => `leadline.draft.${currentPageIdentity()}.${leadId}`;
const sendingName = (leadId: number) => `leadline.sending.${currentPageIdentity()}.${leadId}`;

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

/** What the browser has no room for, such as a pasted book: kept as long as the page. */
const withoutRoom = new Map<string, string>();

const load = (name: string): string => withoutRoom.get(name) ?? localStorage.getItem(name) ?? "";

function remove(name: string): void {
  withoutRoom.delete(name);
  localStorage.removeItem(name);
}

function store(name: string, text: string): void {
  remove(name);
  try {
    localStorage.setItem(name, text);
  } catch {
    withoutRoom.set(name, text);
  }
}

const readDraft = (leadId: number) => load(draftName(leadId));

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
    remove(draftName(leadId));
    remove(sendingName(leadId));
  } else store(draftName(leadId), text);
  for (const listener of listeners) listener();
}

/**
 * The key of a message that is being sent. It stays the same for the same message until that is known to have
 * arrived, so that the server knows it again after an answer that was lost.
 */
export function keyOfMessage(leadId: number, message: string): string {
  const kept = load(sendingName(leadId));
  const [keptKey = ""] = kept.split(" ", 1);
  if (kept === `${keptKey} ${message}`) return keptKey;
  const key = newKey();
  store(sendingName(leadId), `${key} ${message}`);
  return key;
}

/** Takes what has arrived out of the draft; what was written since stays. */
export function settleDraft(leadId: number, sent: string): void {
  remove(sendingName(leadId));
  const text = readDraft(leadId);
  if (text.startsWith(sent)) writeDraft(leadId, text.slice(sent.length).trimStart());
}
