import { type ChangeEvent, useEffect, useRef, useState } from "react";
import { excessOf } from "./length-note.tsx";

type Writable = HTMLInputElement | HTMLTextAreaElement;

type Given<Element> = {
  value?: unknown;
  defaultValue?: unknown;
  onChange?: ((event: ChangeEvent<Element>) => void) | undefined;
};

/**
 * State of a field that accepts texts beyond its limit. Its form is not sent until the text fits.
 * @param limit the maximum number of characters; undefined for a field without a limit
 * @returns props of the field, and its current text
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
    // A capturing listener, so that it runs before the form's own.
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
