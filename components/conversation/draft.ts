import { useSyncExternalStore } from "react";
import { currentPageIdentity } from "#components/api/session.ts";
import { newKey } from "#components/api/use-once.ts";

// Drafts are kept per person. Otherwise another person at the same browser could read them, and send them in their own
// name.
const draftName = (leadId: number) => `leadline.draft.${currentPageIdentity()}.${leadId}`;
const sendingName = (leadId: number) => `leadline.sending.${currentPageIdentity()}.${leadId}`;

const listeners = new Set<() => void>();

function listen(listener: () => void): () => void {
  listeners.add(listener);
  // Notifies the page when another tab changes the draft.
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** Texts that do not fit into the browser's storage, such as a pasted book. They are kept until the page is closed. */
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

/** The draft of a message to a lead: one for each lead and person on this device, shared by all places that show it. */
export function useDraft(leadId: number): string {
  return useSyncExternalStore(
    listen,
    () => readDraft(leadId),
    () => "",
  );
}

/** Stores the draft, so that it survives closing the browser. */
export function writeDraft(leadId: number, text: string): void {
  if (text === "") {
    remove(draftName(leadId));
    remove(sendingName(leadId));
  } else store(draftName(leadId), text);
  for (const listener of listeners) listener();
}

/**
 * The idempotency key of a message that is being sent. The same message keeps its key until it has arrived, so that the
 * server recognizes it when it is sent again after a lost answer.
 */
export function keyOfMessage(leadId: number, message: string): string {
  const kept = load(sendingName(leadId));
  const [keptKey = ""] = kept.split(" ", 1);
  if (kept === `${keptKey} ${message}`) return keptKey;
  const key = newKey();
  store(sendingName(leadId), `${key} ${message}`);
  return key;
}

/** Removes the sent text from the draft, and keeps what was typed since. */
export function settleDraft(leadId: number, sent: string): void {
  remove(sendingName(leadId));
  const text = readDraft(leadId);
  if (text.startsWith(sent)) writeDraft(leadId, text.slice(sent.length).trimStart());
}
