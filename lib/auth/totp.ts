import { Secret, TOTP } from "otpauth";
import { clock } from "#lib/core/clock.ts";

/** RFC 6238 as all authenticator apps do it. */
const SETTINGS = { issuer: "Leadline", algorithm: "SHA1", digits: 6, period: 30 };

/** Periods before and after the present one: clocks differ, and typing takes time. */
const WINDOW = 1;

/** A new shared secret of 160 bits, in Base32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** The address that a QR code contains for an authenticator app. */
export const totpAddress = (secret: string, email: string): string =>
  new TOTP({ ...SETTINGS, label: email, secret: Secret.fromBase32(secret) }).toString();

/** The period of 30 s that a code belongs to, or undefined when it is wrong now. */
export function periodOfCode(secret: string, code: string): number | undefined {
  const timestamp = clock.now().getTime();
  const totp = new TOTP({ ...SETTINGS, secret: Secret.fromBase32(secret) });
  const delta = totp.validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? undefined : totp.counter({ timestamp }) + delta;
}
