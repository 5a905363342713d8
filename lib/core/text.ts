import { z } from "zod";
import { isNamedZone } from "./time-zone.ts";

/** Trimmed text without control characters that PostgreSQL or a screen could not hold. */
export const text = (maximum: number) =>
  z.string().trim().min(1).max(maximum).refine(isStorable, "must not contain NUL or broken Unicode");

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
