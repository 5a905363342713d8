import { type ChangeEvent, useEffect, useRef, useState } from "react";
import { excessOf } from "./length-note.tsx";

type Writable = HTMLInputElement | HTMLTextAreaElement;

type Given<Element> = {
  value?: unknown;
  defaultValue?: unknown;
  onChange?: ((event: ChangeEvent<Element>) => void) | undefined;
};

/**
 * A field that keeps whatever is put into it, also what is too long; its form is not sent before it fits.
 * @param limit the most characters; undefined for a field without such a limit
 * @returns what the field is given, and its text as it is now
 */
export function useLimited<Element extends Writable>(limit: number | undefined, given: Given<Element>) {
  const ref = useRef<Element>(null);
  const [typed, setTyped] = useState(String(given.defaultValue ?? ""));
  const text = given.value === undefined ? typed : String(given.value);
  useEffect(() => {
    const field = ref.current;
    const form = field?.form;
    if (!field || !form || limit === undefined) return;
    const refuse = (event: Event) => {
      if (excessOf(field.value, limit) === 0) return;
      event.preventDefault();
      event.stopPropagation();
      field.focus();
    };
    const forget = () => setTyped(field.defaultValue);
    // Before the form itself hears of it.
    form.addEventListener("submit", refuse, true);
    form.addEventListener("reset", forget);
    return () => {
      form.removeEventListener("submit", refuse, true);
      form.removeEventListener("reset", forget);
    };
  }, [limit]);
  const onChange = (event: ChangeEvent<Element>) => {
    setTyped(event.target.value);
    given.onChange?.(event);
  };
  return { field: { ref, onChange }, text, isTooLong: limit !== undefined && excessOf(text, limit) > 0 };
}
