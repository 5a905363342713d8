import { useEffect, useRef } from "react";

/** The field that R puts the cursor into. */
export const REPLY_FIELD = "inbox-reply";

type Keys = { onMove: (step: 1 | -1) => void; onClose: () => void };

const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

/** J and K move through the list, R goes to the reply, E closes; never while somebody writes or a sheet is open. */
export function useInboxKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      if (document.querySelector("dialog[open]")) return;
      const { onMove, onClose } = latest.current;
      // By the place on the keyboard, so that they also work with a Cyrillic layout.
      if (event.code === "KeyJ") onMove(1);
      else if (event.code === "KeyK") onMove(-1);
      else if (event.code === "KeyE") onClose();
      else if (event.code === "KeyR") document.getElementById(REPLY_FIELD)?.focus();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
