import { MINUTE } from "#lib/core/clock.ts";

/** Milliseconds without a touch after which the page is on its own. */
const LEFT_AFTER = 10 * MINUTE;

let touchedAt = 0;

/** From now on notes when the person last touched this page. */
export function watchAttendance(): void {
  const touch = () => {
    touchedAt = Date.now();
  };
  touch();
  for (const kind of ["pointerdown", "keydown", "wheel"] as const)
    window.addEventListener(kind, touch, { capture: true, passive: true });
}

/** Whether the page asks by itself: its person has not touched it for a while. */
export const isUnattended = (): boolean => Date.now() - touchedAt > LEFT_AFTER;
