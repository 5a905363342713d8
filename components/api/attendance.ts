import { MINUTE } from "#lib/core/clock.ts";

/** Milliseconds without input after which the page counts as unattended. */
const LEFT_AFTER = 10 * MINUTE;

let touchedAt = 0;

/** Starts recording when the person last used this page. */
export function watchAttendance(): void {
  const touch = () => {
    touchedAt = Date.now();
  };
  touch();
  for (const kind of ["pointerdown", "keydown", "wheel"] as const)
    window.addEventListener(kind, touch, { capture: true, passive: true });
}

/** Whether the person has not used the page for a while, so that its requests are only automatic ones. */
export const isUnattended = (): boolean => Date.now() - touchedAt > LEFT_AFTER;
