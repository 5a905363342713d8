/** What was typed into sheets that Back or Escape closed: by a sheet's key and a field's place. Gone with the page. */
const kept = new Map<string, ReadonlyMap<number, string>>();

/** Keeps what was typed into a sheet for the next one with the same key. Without a key it is dropped. */
export function keepText(key: string | undefined, texts: ReadonlyMap<number, string>): void {
  if (key !== undefined && texts.size > 0) kept.set(key, texts);
}

/** What is kept under a key, which is then kept no longer. */
export function takeText(key: string | undefined): ReadonlyMap<number, string> | undefined {
  if (key === undefined) return undefined;
  const texts = kept.get(key);
  kept.delete(key);
  return texts;
}
