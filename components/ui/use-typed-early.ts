import { useEffectEvent, useLayoutEffect, useRef } from "react";

/**
 * A field that the server sends along can be typed into before the browser has taken the page over, and no event tells
 * of that.
 * @param take is given what was typed, before the field is drawn with what it held when the page was made
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
