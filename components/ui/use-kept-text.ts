import { type RefObject, useLayoutEffect, useRef } from "react";
import { keepText, takeText } from "./kept-text.ts";

type Writable = HTMLInputElement | HTMLTextAreaElement;

const fieldsIn = (sheet: HTMLElement | null): Writable[] => [
  ...(sheet?.querySelectorAll<Writable>(
    "textarea, input:not([type]), input[type=text], input[type=tel], input[type=email]",
  ) ?? []),
];

/** Types a text into a field. React has a setter of its own on each field, past which it hears of the change. */
function type(field: Writable, text: string): void {
  const { prototype } = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Types again into a sheet what was in it when Back or Escape closed it, which a hand can do by mistake.
 * @param key what the sheet is about; without one nothing is kept, so that a form shows what is stored
 * @returns keeps what has been typed
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
