import { z } from "zod";
import { isNamedZone } from "./time-zone.ts";

/** Draws nothing, whatever it is made of: zero-width characters, fillers of scripts, the empty pattern of Braille. */
const INVISIBLE = /^[\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]*$/u;
const LINE_BREAKS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
const CONTROL = /\p{Cc}/u;
const CONTROL_BUT_LAYOUT = /[^\P{Cc}\t\n]/u;

const composed = (value: string): string => {
  const trimmed = value.normalize("NFC").trim();
  return INVISIBLE.test(trimmed) ? "" : trimmed;
};

const asLines = (value: string) => composed(value.replace(LINE_BREAKS, "\n"));
/** Tables and letters are pasted with tabs and line breaks; in one line they are spaces. */
const asLine = (value: string) => composed(asLines(value).replace(/[\t\n]+/g, " "));

const tidy = (maximum: number, change: (value: string) => string, control: RegExp) =>
  z
    .string()
    .overwrite(change)
    .max(maximum)
    .refine(
      (value) => isStorable(value) && !control.test(value),
      "must not contain control characters or broken Unicode",
    );

/**
 * One line that people read: composed (NFC) and trimmed. Nothing but invisible characters is empty, and refused.
 * @param maximum in UTF-16 units
 */
export const text = (maximum: number) => tidy(maximum, asLine, CONTROL).min(1);

/** The same with line breaks, which become `\n`, and tabs. */
export const longText = (maximum: number) => tidy(maximum, asLines, CONTROL_BUT_LAYOUT).min(1);

/** A line that may be missing: empty is null. */
export const optionalText = (maximum: number) =>
  tidy(maximum, asLine, CONTROL)
    .nullable()
    .overwrite((value) => value || null);

/** Lines that may be missing: empty is null. */
export const optionalLongText = (maximum: number) =>
  tidy(maximum, asLines, CONTROL_BUT_LAYOUT)
    .nullable()
    .overwrite((value) => value || null);

/**
 * A line that comes beside something more important, and so is never refused: control characters become spaces, what
 * is too long ends in `…`, empty is null.
 */
export const lenientText = (maximum: number) =>
  z
    .string()
    .overwrite((value) => shortened(composed(value.replace(/\p{Cc}+/gu, " ")), maximum))
    .nullable()
    .overwrite((value) => value || null);

const shortened = (value: string, maximum: number) =>
  value.length <= maximum ? value : `${value.slice(0, maximum - 1).replace(/[\ud800-\udbff]$/, "")}…`;

/** PostgreSQL stores neither NUL nor a lone surrogate. */
export function isStorable(value: string): boolean {
  return !value.includes("\u0000") && value.isWellFormed();
}

/** A row's id: a positive integer that JavaScript holds exactly. */
export const id = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);

/** Yes or no in an address. */
export const flag = z.enum(["true", "false"]).transform((said) => said === "true");

/** The name of a time zone, such as Europe/Kyiv. Whether PostgreSQL knows it too is asked where it is stored. */
export const timeZone = z
  .string()
  .max(60)
  .refine(isNamedZone, "must be UTC or a time zone such as Europe/Kyiv");
