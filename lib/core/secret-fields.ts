/** Fields of requests and rows that could open a door, in the spelling of the API and of the code. */
const SECRET_FIELDS = new Set([
  "password",
  "current",
  "current_password",
  "currentPassword",
  "new_password",
  "passwordHash",
  "hash",
  "token",
  "tokenHash",
  "secret",
  "recovery_code",
  "recoveryCode",
  "recovery_codes",
  "recoveryCodes",
]);

/** Whether a field of this name is left out of what is kept about a request or a change. */
export const isSecretField = (name: string): boolean => SECRET_FIELDS.has(name);
