/** What the sign-in page and the menus call. The rest of next-auth (pages of its own, a log that anyone may write) is not served. */
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
