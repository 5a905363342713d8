import { isLeadField } from "#lib/pipeline/leads/fields.ts";

/** Marks the element with which a gate before sales can be met. */
export const gatePlace = (pointer: string) => ({ "data-gate": pointer });

/**
 * Focuses the element with which a gate can be met: its field, which opens for editing, the next step, or the score.
 * @param pointer of the gate, such as `/business_domain`
 * @returns whether that element is visible in the drawer
 */
export function focusGate(drawer: HTMLElement | null, pointer: string): boolean {
  const places = drawer?.querySelectorAll<HTMLElement>(`[data-gate="${CSS.escape(pointer)}"]`) ?? [];
  const place = [...places].find((one) => one.checkVisibility());
  const field =
    place?.querySelector<HTMLElement>("input") ?? place?.querySelector<HTMLElement>("button:not(:disabled)");
  if (!field) return false;
  field.scrollIntoView({ block: "nearest", inline: "nearest" });
  field.focus();
  // A field is a button until it is edited.
  if (isLeadField(pointer.slice(1)) && field.tagName === "BUTTON") field.click();
  return true;
}
