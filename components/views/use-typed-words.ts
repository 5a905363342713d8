import { useEffect, useRef, useState } from "react";
import { useFilters } from "./use-filters.ts";
import type { ViewBoard } from "./use-views.ts";

/** Milliseconds after the last key before the search starts. */
const TYPING_PAUSE = 250;

/**
 * The search words of a board while they are typed.
 * @param value the words in the address
 */
export function useTypedWords(board: ViewBoard, value: string) {
  const { go } = useFilters(`/${board}`);
  const [words, setWords] = useState(value);
  // A value that was written to the address here comes back later, when more may have been typed.
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
