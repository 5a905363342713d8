/** What an API key may do: read, also change, also administrate. Safe in a browser. */
export const SCOPES = ["read", "write", "admin"] as const;
export type Scope = (typeof SCOPES)[number];
