import { z } from "zod";
import { isNamedZone } from "./time-zone.ts";

/** Only invisible characters: zero-width characters, fillers of scripts, the blank Braille pattern. */
const INVISIBLE = /^[\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]*$/u;
const LINE_BREAKS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
const CONTROL = /\p{Cc}/u;
const CONTROL_BUT_LAYOUT = /[^\P{Cc}\t\n]/u;

const normalize = (value: string): string => {
  const trimmed = value.normalize("NFC").trim();
  return INVISIBLE.test(trimmed) ? "" : trimmed;
};

const asLines = (value: string) => normalize(value.replace(LINE_BREAKS, "\n"));
/** Pasted text has tabs and line breaks; in a single line they become spaces. */
const asLine = (value: string) => normalize(asLines(value).replace(/[\t\n]+/g, " "));

const cleanText = (maximum: number, change: (value: string) => string, control: RegExp) =>
  z
    .string()
    .overwrite(change)
    .max(maximum)
    .refine(
      (value) => isStorable(value) && !control.test(value),
      "must not contain control characters or broken Unicode",
    );

/**
 * A line of text for people: composed (NFC) and trimmed. Text of invisible characters only counts as empty and is
 * refused.
 * @param maximum in UTF-16 units
 */
export const text = (maximum: number) => cleanText(maximum, asLine, CONTROL).min(1);

/** The same for several lines: line breaks become `\n`, and tabs are kept. */
export const longText = (maximum: number) => cleanText(maximum, asLines, CONTROL_BUT_LAYOUT).min(1);

/** An optional line: empty becomes null. */
export const optionalText = (maximum: number) =>
  cleanText(maximum, asLine, CONTROL)
    .nullable()
    .overwrite((value) => value || null);

/** Optional lines: empty becomes null. */
export const optionalLongText = (maximum: number) =>
  cleanText(maximum, asLines, CONTROL_BUT_LAYOUT)
    .nullable()
    .overwrite((value) => value || null);

/**
 * A line that is never refused, because it accompanies something more important: control characters become spaces,
 * too long text is cut and ends in `…`, and empty becomes null.
 */
export const lenientText = (maximum: number) =>
  z
    .string()
    .overwrite((value) => truncate(normalize(value.replace(/\p{Cc}+/gu, " ")), maximum))
    .nullable()
    .overwrite((value) => value || null);

const truncate = (value: string, maximum: number) =>
  value.length <= maximum ? value : `${value.slice(0, maximum - 1).replace(/[\ud800-\udbff]$/, "")}…`;

/** Whether PostgreSQL can store the text: it refuses NUL and lone surrogates. */
export function isStorable(value: string): boolean {
  return !value.includes("\u0000") && value.isWellFormed();
}

/** A row's id: a positive integer that JavaScript holds exactly. */
export const id = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);

/** A boolean query parameter. */
export const flag = z.enum(["true", "false"]).transform((said) => said === "true");

/** The name of a time zone, such as Europe/Kyiv. Whether PostgreSQL knows it too is asked where it is stored. */
export const timeZone = z
  .string()
  .max(60)
  .refine(isNamedZone, "must be UTC or a time zone such as Europe/Kyiv");
