import { useEffect, useState } from "react";
import { useFilters } from "./use-filters.ts";
import type { ViewBoard } from "./use-views.ts";

/** Milliseconds after the last key before the words are looked for. */
const TYPING_PAUSE = 250;

/** The words that a board is filtered by, as they are typed. @param value those of the address */
export function useTypedWords(board: ViewBoard, value: string) {
  const { go } = useFilters(`/${board}`);
  const [words, setWords] = useState(value);
  useEffect(() => setWords(value), [value]);
  useEffect(() => {
    if (words.trim() === value) return;
    const timer = setTimeout(() => go({ q: words.trim() || undefined }), TYPING_PAUSE);
    return () => clearTimeout(timer);
  });
  return { words, setWords };
}
