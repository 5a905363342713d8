/** The used properties of a keyboard event, from React or from the browser. */
type Pressed = {
  key: string;
  code: string;
  keyCode: number;
  shiftKey: boolean;
  isComposing?: boolean;
  nativeEvent?: object;
};

/**
 * The key code while an input method is composing. Safari ends the composition before the event of the Enter that ended
 * it.
 */
const COMPOSING_KEY_CODE = 229;

function isComposing(event: Pressed): boolean {
  const { isComposing: isIt = false }: { isComposing?: boolean } = event.nativeEvent ?? event;
  return isIt || event.keyCode === COMPOSING_KEY_CODE;
}

const LETTER = /^\p{L}$/u;
const LATIN_LETTER = /^\p{Script=Latin}$/u;

/** The signs of these keys in the American layout, without and with Shift. */
const SIGNS: Record<string, readonly [string, string]> = { Slash: ["/", "?"], BracketLeft: ["[", "{"] };

/** What Cyrillic layouts of Windows and Linux type with the slash key. */
const CYRILLIC_SLASH = [".", ","];

/**
 * The name of a pressed key: its character, with Latin letters in lower case, or a name such as `Enter`. In layouts
 * without Latin letters, the key's place on an American keyboard counts, so that J is where `о` is.
 * @returns undefined while an input method is composing, because the key belongs to the composition
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

/** Whether Enter was pressed with Ctrl or Command, which sends the text. */
export const isSending = (event: Pressed & { ctrlKey: boolean; metaKey: boolean }): boolean =>
  keyOf(event) === "Enter" && (event.ctrlKey || event.metaKey);
