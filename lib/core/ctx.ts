export const ROLES = ["operator", "manager", "admin"] as const;
export type Role = (typeof ROLES)[number];

export const LOCALES = ["en", "uk", "ru"] as const;
export type Locale = (typeof LOCALES)[number];

/** Who acts. `operatorId` is what owns leads; an API key or a job owns none. */
export type Actor =
  | { kind: "user"; id: number; name: string; operatorId: number | null; departmentId: number | null }
  | { kind: "api_key"; id: number; name: string }
  | { kind: "job"; id: null; name: string };

declare const made: unique symbol;

/** Who acts, where, and on which request. Only `lib/auth` makes one, so nobody acts by accident. */
export type Ctx = {
  readonly [made]: true;
  readonly workspaceId: number;
  readonly actor: Actor;
  readonly role: Role | "reader";
  readonly locale: Locale;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly requestId: string;
};
