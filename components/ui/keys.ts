/** What is read of a pressed key, of React's events or of the browser's. */
type Pressed = {
  key: string;
  code: string;
  keyCode: number;
  shiftKey: boolean;
  isComposing?: boolean;
  nativeEvent?: object;
};

/** A key that an input method still works with; Safari ends the composition before it tells of the Enter that did. */
const COMPOSING_KEY_CODE = 229;

function isComposing(event: Pressed): boolean {
  const { isComposing: isIt = false }: { isComposing?: boolean } = event.nativeEvent ?? event;
  return isIt || event.keyCode === COMPOSING_KEY_CODE;
}

const LETTER = /^\p{L}$/u;
const LATIN_LETTER = /^\p{Script=Latin}$/u;

/** What a key types in the American layout, without and with Shift, where that is no letter. */
const SIGNS: Record<string, readonly [string, string]> = { Slash: ["/", "?"], BracketLeft: ["[", "{"] };

/** What Cyrillic layouts of Windows and Linux type with the key of the slash. */
const CYRILLIC_SLASH = [".", ","];

/**
 * What a pressed key is called: its character, Latin letters small; otherwise its name, such as `Enter`. A layout that
 * has no Latin letters is read by the place of the key on an American keyboard, so that J is where `о` is.
 * @returns undefined while an input method composes with it: then the key is not meant for us
 */
export function keyOf(event: Pressed): string | undefined {
  if (isComposing(event)) return undefined;
  const { key, code, shiftKey } = event;
  if (LATIN_LETTER.test(key)) return key.toLowerCase();
  const place = shiftKey ? 1 : 0;
  if (code === "Slash" && key === CYRILLIC_SLASH[place]) return SIGNS.Slash?.[place];
  if (!LETTER.test(key)) return key;
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? SIGNS[code]?.[place] ?? key;
}

/** Whether Enter was pressed with Ctrl, or with Command: it sends what is written. */
export const isSending = (event: Pressed & { ctrlKey: boolean; metaKey: boolean }): boolean =>
  keyOf(event) === "Enter" && (event.ctrlKey || event.metaKey);
