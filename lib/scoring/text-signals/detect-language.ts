import { eld } from "eld/extrasmall";
import { TEXT_LANGUAGES, type TextSignals } from "./schema.ts";

// Not in rules.ts, which a browser may load: the detector's tables weigh a megabyte.
const detector = eld.newInstance();
detector.setLanguageSubset([...TEXT_LANGUAGES]);

/** Fewer letters than this are as likely one language as another. */
const MIN_LETTERS = 4;

/** The language that these texts of one person are written in; null where there is too little to tell. */
export function detectLanguage(texts: string[]): TextSignals["text_language"] {
  const all = texts.join("\n");
  if ((all.match(/\p{L}/gu)?.length ?? 0) < MIN_LETTERS) return null;
  const { language } = detector.detect(all);
  return TEXT_LANGUAGES.find((known) => known === language) ?? null;
}
