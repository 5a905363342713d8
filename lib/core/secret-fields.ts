/** Fields of requests and rows that give access, in the spelling of the API and of the code. */
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

/** Whether a field of this name is never stored with a request or an event. */
export const isSecretField = (name: string): boolean => SECRET_FIELDS.has(name);
