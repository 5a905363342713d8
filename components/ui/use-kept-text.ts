import { type RefObject, useLayoutEffect, useRef } from "react";

type Writable = HTMLInputElement | HTMLTextAreaElement;

/** What was typed into sheets that Back or Escape closed, by the sheet and the place of the field; gone with the page. */
const kept = new Map<string, Map<number, string>>();

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
 * @param name the same for the same sheet
 * @returns keeps what has been typed
 */
export function useKeptText(sheet: RefObject<HTMLElement | null>, name: string): () => void {
  const typed = useRef(new Set<EventTarget | null>());
  const nameAtFirst = useRef(name);
  useLayoutEffect(() => {
    const element = sheet.current;
    const hear = ({ target }: Event) => typed.current.add(target);
    element?.addEventListener("input", hear);
    const texts = kept.get(nameAtFirst.current);
    kept.delete(nameAtFirst.current);
    for (const [place, field] of fieldsIn(element).entries()) {
      const text = texts?.get(place);
      if (text !== undefined) type(field, text);
    }
    return () => element?.removeEventListener("input", hear);
  }, [sheet]);
  return () => {
    const fields = [...fieldsIn(sheet.current).entries()].filter(([, field]) => typed.current.has(field));
    if (fields.length > 0) kept.set(name, new Map(fields.map(([place, { value }]) => [place, value])));
  };
}
