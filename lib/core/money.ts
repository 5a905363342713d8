import { z } from "zod";
import { isCurrency } from "./currencies.ts";

/** A currency code of ISO 4217 in any case; the result is upper case. */
export const currency = z
  .string()
  .trim()
  .toUpperCase()
  .refine(isCurrency, "must be a currency code of ISO 4217, such as UAH");

/** Money with two decimals, as in the database. */
export const amount = z
  .number()
  .min(0)
  .max(999_999_999_999)
  .multipleOf(0.01, "must have at most two decimals");

/** Sums, one for each currency, in the order of their codes. */
export const Amounts = z.array(
  z.object({
    currency: z.string().describe("ISO 4217 code."),
    amount: z.number().describe("Sum in this currency."),
  }),
);
