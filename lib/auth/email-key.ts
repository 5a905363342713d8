/**
 * An e-mail address as it is stored and compared: without spaces around it, Latin letters in lower case. This is the
 * only place that folds case. Other letters stay as they are, because JavaScript and PostgreSQL fold them differently:
 * `İ` is `i` for one of them, so that a look-alike address would sign in as another one, with a count of its own.
 */
export function emailKey(email: string): string {
  return email.trim().replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
