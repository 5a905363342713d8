/**
 * Text that was typed into sheets that Back or Escape closed, by the sheet's key and the field's index. Lost when the
 * page is closed.
 */
const kept = new Map<string, ReadonlyMap<number, string>>();

/** Keeps the text that was typed into a sheet for the next sheet with the same key. Without a key nothing is kept. */
export function keepText(key: string | undefined, texts: ReadonlyMap<number, string>): void {
  if (key !== undefined && texts.size > 0) kept.set(key, texts);
}

/** Returns the kept text of a key and removes it. */
export function takeText(key: string | undefined): ReadonlyMap<number, string> | undefined {
  if (key === undefined) return undefined;
  const texts = kept.get(key);
  kept.delete(key);
  return texts;
}
