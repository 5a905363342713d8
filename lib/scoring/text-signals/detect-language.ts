import { eld } from "eld/extrasmall";
import { TEXT_LANGUAGES, type TextSignals } from "./schema.ts";

// Not in rules.ts, which browsers load, because the detector's tables are a megabyte.
const detector = eld.newInstance();
detector.setLanguageSubset([...TEXT_LANGUAGES]);

/** With fewer letters the language cannot be detected. */
const MIN_LETTERS = 4;

/** The language of one person's texts; null when there is too little text. */
export function detectLanguage(texts: string[]): TextSignals["text_language"] {
  const all = texts.join("\n");
  if ((all.match(/\p{L}/gu)?.length ?? 0) < MIN_LETTERS) return null;
  const { language } = detector.detect(all);
  return TEXT_LANGUAGES.find((known) => known === language) ?? null;
}
