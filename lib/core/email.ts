import { domainToASCII, domainToUnicode } from "node:url";
import { z } from "zod";

const ATOM = "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+";
const LABEL = "[\\p{L}\\p{M}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?";
/** Addresses of RFC 5321 and, internationalised, of RFC 6531, without quotes and domain literals. */
const ADDRESS = new RegExp(`^(?=.{1,64}@)${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+(?!\\p{N}+$)${LABEL}$`, "u");

/**
 * An e-mail address as it is stored and compared: without spaces around it, composed (NFC), Latin letters in lower
 * case, and an internationalised domain in its own letters, because browsers send it as `xn--…`. This is the only
 * place that folds case. Other letters of the name stay as they are, because functions that fold them disagree (`İ`
 * is `i` for some): a look-alike address would sign in as another account, with its own limit of attempts.
 */
export function emailKey(email: string): string {
  const folded = email
    .trim()
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .normalize("NFC");
  return withDomain(folded, (domain) => domainToUnicode(domainToASCII(domain)));
}

/** The keys under which an account with this address may be stored. Older accounts have their domain as `xn--…`. */
export function emailKeys(email: string): string[] {
  const key = emailKey(email);
  return [...new Set([key, withDomain(key, domainToASCII)])];
}

function withDomain(email: string, change: (domain: string) => string): string {
  const at = email.lastIndexOf("@");
  const domain = email.slice(at + 1);
  const isInternational = at >= 0 && /[^ -~]|(^|\.)xn--/.test(domain);
  return isInternational && hasOwnLetters(domain)
    ? email.slice(0, at + 1) + (change(domain) || domain)
    : email;
}

/**
 * Whether a text has no compatibility letters, such as fullwidth or circled ones, which could imitate another
 * address.
 */
const hasOwnLetters = (text: string) => text.normalize("NFKC") === text;

/**
 * NFC turns a Kelvin sign into an upper-case K after the lower-casing, so its key has a letter that no key may have.
 */
const isKey = (text: string) => hasOwnLetters(text) && emailKey(text) === text;

/** The e-mail address of a person, as `emailKey` writes it. */
export const email = z
  .string()
  .overwrite(emailKey)
  .pipe(z.email({ pattern: ADDRESS }).max(254).refine(isKey, { error: "must be an e-mail address" }));
