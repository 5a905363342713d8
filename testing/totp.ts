import { Secret, TOTP } from "otpauth";
import { clock } from "#lib/core/clock.ts";

/** The code of an authenticator app, this many periods of 30 s from now. */
export const codeOf = (secret: string, periodsFromNow = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: clock.now().getTime() + periodsFromNow * 30_000,
  });
