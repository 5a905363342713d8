import { expect, test } from "vitest";
import { isSending, keyOf } from "./keys.ts";

const pressed = (key: string, code: string, more: object = {}) => ({
  key,
  code,
  keyCode: 0,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  ...more,
});

/** Key events as browsers report them for real keyboard layouts. */
const KEYS: [layout: string, key: string, code: string, isShift: boolean, name: string][] = [
  ["American", "j", "KeyJ", false, "j"],
  ["American", "/", "Slash", false, "/"],
  ["American", "?", "Slash", true, "?"],
  ["American", ".", "Period", false, "."],
  ["American with Caps Lock", "J", "KeyJ", false, "j"],
  ["Ukrainian", "о", "KeyJ", false, "j"],
  ["Ukrainian", "л", "KeyK", false, "k"],
  ["Ukrainian", "к", "KeyR", false, "r"],
  ["Ukrainian", "у", "KeyE", false, "e"],
  ["Ukrainian", "ь", "KeyM", false, "m"],
  ["Ukrainian", "ч", "KeyX", false, "x"],
  ["Ukrainian", "я", "KeyZ", false, "z"],
  ["Ukrainian with Caps Lock", "О", "KeyJ", false, "j"],
  ["Ukrainian", ".", "Slash", false, "/"],
  ["Ukrainian", ",", "Slash", true, "?"],
  ["Ukrainian", "?", "Digit7", true, "?"],
  ["Ukrainian", "х", "BracketLeft", false, "["],
  ["Russian", "/", "Backslash", true, "/"],
  ["Bulgarian", "б", "Slash", false, "/"],
  ["Greek", "ξ", "KeyJ", false, "j"],
  ["Dvorak", "j", "KeyC", false, "j"],
  ["Dvorak", "h", "KeyJ", false, "h"],
  ["Dvorak", "z", "Slash", false, "z"],
  ["French", "m", "Semicolon", false, "m"],
  ["French", ",", "KeyM", false, ","],
  ["German", "z", "KeyY", false, "z"],
  ["German", "ü", "BracketLeft", false, "ü"],
  ["German", "-", "Slash", false, "-"],
  ["German", "/", "Digit7", true, "/"],
  ["any", "Enter", "NumpadEnter", false, "Enter"],
  ["any", "Escape", "Escape", false, "Escape"],
];

test.each(KEYS)("%s: %j at %s, with Shift %j, is %j", (_layout, key, code, isShift, name) => {
  expect(keyOf(pressed(key, code, { shiftKey: isShift }))).toBe(name);
});

test.each([
  ["Chrome", pressed("Enter", "Enter", { isComposing: true, keyCode: 229 })],
  ["Firefox", pressed("Enter", "Enter", { isComposing: true, keyCode: 13 })],
  ["Safari, after the composition", pressed("Enter", "Enter", { isComposing: false, keyCode: 229 })],
  ["React", pressed("Enter", "Enter", { keyCode: 13, nativeEvent: { isComposing: true } })],
])("a key of an input method's composition is ignored: %s", (_browser, event) => {
  expect(keyOf(event)).toBeUndefined();
  expect(isSending({ ...event, ctrlKey: true })).toBe(false);
});

test("Ctrl+Enter and Command+Enter send", () => {
  expect(isSending(pressed("Enter", "Enter", { ctrlKey: true }))).toBe(true);
  expect(isSending(pressed("Enter", "Enter", { metaKey: true }))).toBe(true);
  expect(isSending(pressed("Enter", "Enter"))).toBe(false);
});
