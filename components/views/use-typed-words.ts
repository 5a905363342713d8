import { useEffect, useRef, useState } from "react";
import { useFilters } from "./use-filters.ts";
import type { ViewBoard } from "./use-views.ts";

/** Milliseconds after the last key before the words are looked for. */
const TYPING_PAUSE = 250;

/** The words that a board is filtered by, as they are typed. @param value those of the address */
export function useTypedWords(board: ViewBoard, value: string) {
  const { go } = useFilters(`/${board}`);
  const [words, setWords] = useState(value);
  // What was put into the address from here comes back late, when more may have been typed.
  const own = useRef<string[]>([]);
  const seen = useRef(value);
  useEffect(() => {
    if (value === seen.current) return;
    seen.current = value;
    const place = own.current.indexOf(value);
    if (place < 0) setWords(value);
    own.current = own.current.slice(place + 1);
  }, [value]);
  useEffect(() => {
    const wanted = words.trim();
    if (wanted === (own.current.at(-1) ?? value)) return;
    const timer = setTimeout(() => {
      own.current.push(wanted);
      go({ q: wanted || undefined });
    }, TYPING_PAUSE);
    return () => clearTimeout(timer);
  });
  return { words, setWords };
}
