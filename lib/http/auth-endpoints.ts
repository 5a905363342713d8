/**
 * The endpoints that the sign-in page and the menus call. The rest of next-auth (its own pages, a log that anyone may
 * write to) is not served.
 */
const USED = new Set([
  "GET csrf",
  "GET providers",
  "GET session",
  "POST callback/demo",
  "POST callback/password",
  "POST session",
  "POST signout",
]);

/** Whether a path below `/api/auth` is one that Leadline uses. */
export const isUsedAuthEndpoint = (method: string, path: string[]): boolean =>
  USED.has(`${method} ${path.join("/")}`);
