import { invalidField } from "#lib/core/errors.ts";
import { isEasyToGuess } from "./common-passwords.ts";
import { hashPassword, normalPassword } from "./password.ts";

/**
 * The hash of a new password. Every verb that sets a password uses it, so that all refuse the same passwords.
 * @param person the owner of the password, whose name and e-mail are easy to guess
 * @throws InvalidInput `common_password` when it is on lists of common passwords, or close to one
 */
export async function hashNewPassword(
  password: string,
  person: { email: string; name?: string },
): Promise<string> {
  if (await isEasyToGuess(normalPassword(password), person)) {
    throw invalidField(
      "/password",
      "This password is on lists of common passwords, or easy to guess. Choose another one",
      "common_password",
    );
  }
  return hashPassword(password);
}
