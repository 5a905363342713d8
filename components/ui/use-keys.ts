import { useEffect, useRef } from "react";
import { keyOf } from "./keys.ts";

/** Actions by key, as named by `keyOf`. With Ctrl or Command: `ctrl+z`. */
type Keys = Record<string, (() => void) | undefined>;

/** Types of inputs that take no text. */
const PRESSED: readonly string[] = ["checkbox", "radio", "button", "submit", "reset"];

function isWriting(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !PRESSED.includes(target.type);
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["TEXTAREA", "SELECT"].includes(target.tagName))
  );
}

/**
 * Listens to keys on the whole screen. By default it ignores keys while a sheet is open or a text field has the focus.
 */
export function useKeys(keys: Keys, { whileWriting = false, overSheets = false } = {}): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      // An inner handler has used the key: Escape returns a lifted card, for example.
      if (event.defaultPrevented) return;
      if (event.altKey || (!overSheets && document.querySelector("dialog[open]"))) return;
      if (isWriting(event.target) && !whileWriting) return;
      const prefix = event.ctrlKey || event.metaKey ? "ctrl+" : "";
      const act = latest.current[`${prefix}${keyOf(event)}`];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [whileWriting, overSheets]);
}
