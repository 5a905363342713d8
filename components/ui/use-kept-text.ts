import { type RefObject, useLayoutEffect, useRef } from "react";
import { keepText, takeText } from "./kept-text.ts";

type Writable = HTMLInputElement | HTMLTextAreaElement;

const fieldsIn = (sheet: HTMLElement | null): Writable[] => [
  ...(sheet?.querySelectorAll<Writable>(
    "textarea, input:not([type]), input[type=text], input[type=tel], input[type=email]",
  ) ?? []),
];

/**
 * Sets the text of a field so that React notices. React overrides the field's own setter, so the prototype's is called.
 */
function type(field: Writable, text: string): void {
  const { prototype } = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Restores the text of a sheet that Back or Escape closed, which can happen by mistake.
 * @param key the record that the sheet is about; without a key nothing is kept, so that a form shows the stored values
 * @returns a function that keeps what was typed
 */
export function useKeptText(sheet: RefObject<HTMLElement | null>, key: string | undefined): () => void {
  const typed = useRef(new Set<EventTarget | null>());
  const keyAtFirst = useRef(key);
  useLayoutEffect(() => {
    const element = sheet.current;
    const hear = ({ target }: Event) => typed.current.add(target);
    element?.addEventListener("input", hear);
    const texts = takeText(keyAtFirst.current);
    for (const [place, field] of fieldsIn(element).entries()) {
      const text = texts?.get(place);
      if (text !== undefined) type(field, text);
    }
    return () => element?.removeEventListener("input", hear);
  }, [sheet]);
  return () => {
    const fields = [...fieldsIn(sheet.current).entries()].filter(([, field]) => typed.current.has(field));
    keepText(key, new Map(fields.map(([place, { value }]) => [place, value])));
  };
}
