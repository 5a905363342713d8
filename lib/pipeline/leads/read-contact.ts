import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { Tx } from "#db/client.ts";
import { email as emailSchema } from "#lib/core/email.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";

/** What is stored of a phone. */
type StoredPhone = {
  /** In E.164, or as it was written. */
  phone: string | null;
  /** As it was written, where that differs from `phone`. */
  phoneWritten: string | null;
  /** Whether it could not be read. */
  phoneIsRaw: boolean;
};

/** What is stored of an e-mail address: in its normal form, or as it was written. */
type StoredEmail = { email: string | null; emailIsRaw: boolean };

/** A client's name and contact details. */
export type Contact = { name: string | null } & StoredPhone & StoredEmail;

/**
 * Parses a phone number. Never refuses one: a number that cannot be parsed is kept as it was written.
 * @param country ISO 3166 code of the country of numbers without a country code
 */
export function readPhone(written: string | null, country: string | undefined): StoredPhone {
  if (written === null) return { phone: null, phoneWritten: null, phoneIsRaw: false };
  const number = toE164(written, country as CountryCode | undefined);
  if (number === undefined) return { phone: written, phoneWritten: null, phoneIsRaw: true };
  return { phone: number, phoneWritten: number === written ? null : written, phoneIsRaw: false };
}

/** The same with the country of the workspace's settings, which are read only for numbers without a country code. */
export async function readPhoneIn(tx: Tx, written: string | null): Promise<StoredPhone> {
  return readPhone(written, isNational(written) ? (await getSettings(tx)).phoneCountry : undefined);
}

const isNational = (written: string | null) => written !== null && !written.startsWith("+");

function toE164(written: string, country: CountryCode | undefined): string | undefined {
  const parse = (text: string) =>
    parsePhoneNumberFromString(text, { ...(country && { defaultCountry: country }), extract: false });
  const number = parse(written);
  if (number?.isValid()) return number.number;
  // Telegram and many forms leave out the + of numbers that have their country's code.
  const abroad = isNational(written) ? parse(`+${written}`) : undefined;
  if (abroad?.isValid()) return abroad.number;
  // Only the length is checked, because countries add ranges of numbers between two releases of the library.
  return number?.isPossible() ? number.number : undefined;
}

/** Parses an e-mail address. Never refuses one: text that is no address is kept as it was written. */
export function readEmail(written: string | null): StoredEmail {
  if (written === null) return { email: null, emailIsRaw: false };
  const { success, data } = emailSchema.safeParse(written);
  return success ? { email: data, emailIsRaw: false } : { email: written, emailIsRaw: true };
}

/**
 * Merges new contact details into known ones. Known values stay, except one that could not be parsed when the new one
 * can.
 */
export function mergeContact(known: Contact, given: Contact): Contact {
  const takesPhone = known.phone === null || (known.phoneIsRaw && given.phone !== null && !given.phoneIsRaw);
  const takesEmail = known.email === null || (known.emailIsRaw && given.email !== null && !given.emailIsRaw);
  const { phone, phoneWritten, phoneIsRaw } = takesPhone ? given : known;
  const { email, emailIsRaw } = takesEmail ? given : known;
  return { name: known.name ?? given.name, phone, phoneWritten, phoneIsRaw, email, emailIsRaw };
}
