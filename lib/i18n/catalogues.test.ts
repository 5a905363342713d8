import { globSync, readFileSync } from "node:fs";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { expect, test } from "vitest";
import { LOCALES } from "#lib/core/ctx.ts";
import { EVENT_TYPES } from "#lib/core/event-types.ts";
import { CATALOGUES } from "./catalogues.ts";

type Strings = Map<string, string>;

/** Every string of a catalogue by its path. */
function stringsOf(node: unknown, path = "", found: Strings = new Map()): Strings {
  if (typeof node === "string") found.set(path, node);
  else for (const [key, value] of Object.entries(node as object)) stringsOf(value, `${path}.${key}`, found);
  return found;
}

type Found = { args: Set<string>; plurals: { arg: string; forms: string[] }[] };

/** The arguments of a message, and its plural forms. */
function lookInto(elements: MessageFormatElement[], found: Found = { args: new Set(), plurals: [] }): Found {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    // How the log names what an event is about: some languages need no different words for it.
    const isWording = element.value === "about";
    const isChoice = element.type === TYPE.plural || element.type === TYPE.select;
    if (!isWording)
      found.args.add(element.type === TYPE.select ? `${element.value}:${keysOf(element)}` : element.value);
    if (element.type === TYPE.plural)
      found.plurals.push({ arg: element.value, forms: Object.keys(element.options) });
    if (isChoice) for (const { value } of Object.values(element.options)) lookInto(value, found);
    if (element.type === TYPE.tag) lookInto(element.children, found);
  }
  return found;
}

const keysOf = (element: { options: object }) => Object.keys(element.options).sort().join("|");

const read = (text: string) => lookInto(parse(text));
const english = stringsOf(CATALOGUES.en);
const others = LOCALES.filter((locale) => locale !== "en");

test.each(others)("%s has exactly the strings of English", (locale) => {
  expect([...stringsOf(CATALOGUES[locale]).keys()].sort()).toEqual([...english.keys()].sort());
});

test.each(others)(
  "messages in %s have the same arguments as in English, and plurals have all forms",
  (locale) => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    for (const [path, text] of stringsOf(CATALOGUES[locale])) {
      const { args, plurals } = read(text);
      expect([path, [...args].sort()]).toEqual([path, [...read(english.get(path) ?? "").args].sort()]);
      for (const { arg, forms: own } of plurals)
        expect([path, arg, forms.filter((form) => !own.includes(form))]).toEqual([path, arg, []]);
    }
  },
);

test.each(others)("%s has hardly any untranslated strings", (locale) => {
  const words = [...stringsOf(CATALOGUES[locale])].filter(([, text]) => /[a-z]{4}/i.test(text));
  const same = words.filter(([path, text]) => english.get(path) === text).map(([path]) => path);
  // Names of products and techniques.
  expect(same.length / english.size).toBeLessThan(0.02);
});

test("the log has a text for every event type", () => {
  const asked = EVENT_TYPES.map((type) => `.events.${type.replace(".", "_")}`);
  expect(asked.filter((path) => !english.has(path))).toEqual([]);
});

/** Codes that only callers of the API get, who read the English detail. */
const API_ONLY = new Set(["demo_loaded"]);

test("there is a text for every error that a verb may throw", () => {
  const code = globSync("lib/**/*.ts", { exclude: (name) => name.endsWith(".test.ts") })
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
  const found = (pattern: RegExp) => [...code.matchAll(pattern)].map(([, name = ""]) => name);
  const refusals = found(/new (?:RuleViolation|Conflict|Unavailable)\(\s*"(\w+)"/g);
  const fields = found(/invalidField\([^;]*?,\s*"([a-z_]+)"\)/g);
  expect([refusals.length > 20, fields.length > 5]).toEqual([true, true]);
  const asked = [
    ...refusals.filter((name) => !API_ONLY.has(name)).map((name) => `.problems.${name}`),
    ...fields.map((name) => `.reasons.${name}`),
  ];
  expect(asked.filter((path) => !english.has(path))).toEqual([]);
});
