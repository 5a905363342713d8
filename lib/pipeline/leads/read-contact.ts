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

/** How a client is called and reached. */
export type Contact = { name: string | null } & StoredPhone & StoredEmail;

/**
 * Reads a phone number. Refuses nothing: one that cannot be read is kept as it was written.
 * @param country ISO 3166 code of numbers without a country's code
 */
export function readPhone(written: string | null, country: string | undefined): StoredPhone {
  if (written === null) return { phone: null, phoneWritten: null, phoneIsRaw: false };
  const number = toE164(written, country as CountryCode | undefined);
  if (number === undefined) return { phone: written, phoneWritten: null, phoneIsRaw: true };
  return { phone: number, phoneWritten: number === written ? null : written, phoneIsRaw: false };
}

/** The same for the workspace of `tx`, whose setting is looked up for numbers without a country's code alone. */
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
  // Countries add ranges of numbers between two releases of the library: their length is enough.
  return number?.isPossible() ? number.number : undefined;
}

/** Reads an e-mail address. Refuses nothing: what is no address is kept as it was written. */
export function readEmail(written: string | null): StoredEmail {
  if (written === null) return { email: null, emailIsRaw: false };
  const { success, data } = emailSchema.safeParse(written);
  return success ? { email: data, emailIsRaw: false } : { email: written, emailIsRaw: true };
}

/** What is known, filled in with what is new. What is known stays, unless it could not be read and what is new can. */
export function filledIn(known: Contact, given: Contact): Contact {
  const takesPhone = known.phone === null || (known.phoneIsRaw && given.phone !== null && !given.phoneIsRaw);
  const takesEmail = known.email === null || (known.emailIsRaw && given.email !== null && !given.emailIsRaw);
  const { phone, phoneWritten, phoneIsRaw } = takesPhone ? given : known;
  const { email, emailIsRaw } = takesEmail ? given : known;
  return { name: known.name ?? given.name, phone, phoneWritten, phoneIsRaw, email, emailIsRaw };
}
