import { createHmac, randomInt } from "node:crypto";

const COUNT = 10;
/** Without letters and digits that look alike. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
const LENGTH = 10;

/** New codes of about 50 random bits each, as they are shown: `abcde-fghjk`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: COUNT }, () => {
    const code = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join("");
    return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
  });
}

/**
 * What is stored of a code, however it is typed. The key is the person's secret of the app, which is stored sealed, so
 * a copy of the database is not enough to try codes out.
 */
export function recoveryCodeHash(totpSecret: string, code: string): string {
  const plain = code.toLowerCase().replace(/[^a-z0-9]/g, "");
  return createHmac("sha256", totpSecret).update(`recovery code ${plain}`).digest("hex");
}
