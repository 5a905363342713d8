import { useEffect, useRef } from "react";
import { keyOf } from "./keys.ts";

/** What a key does, by what `keyOf` calls it; with Ctrl, or Command, as `ctrl+z`. */
type Keys = Record<string, (() => void) | undefined>;

/** Inputs that are pressed and take no letters. */
const PRESSED: readonly string[] = ["checkbox", "radio", "button", "submit", "reset"];

function isWriting(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !PRESSED.includes(target.type);
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["TEXTAREA", "SELECT"].includes(target.tagName))
  );
}

/** Listens to keys on the whole screen; by default not over an open sheet and not in a field. */
export function useKeys(keys: Keys, { whileWriting = false, overSheets = false } = {}): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      // An inner handler took it: Escape puts a lifted card back, for example.
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
