import { useEffectEvent, useLayoutEffect, useRef } from "react";

/**
 * Reads text that was typed into a server-rendered field before hydration, for which there was no event.
 * @param take receives the text before the field is rendered with its initial value
 */
export function useTypedEarly(take: (text: string) => void) {
  const field = useRef<HTMLInputElement>(null);
  const takeOver = useEffectEvent(() => {
    const { value = "", defaultValue } = field.current ?? {};
    if (value && value !== defaultValue) take(value);
  });
  useLayoutEffect(() => takeOver(), []);
  return field;
}
