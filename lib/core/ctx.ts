export const ROLES = ["operator", "manager", "admin"] as const;
export type Role = (typeof ROLES)[number];

export const LOCALES = ["en", "uk", "ru"] as const;
export type Locale = (typeof LOCALES)[number];

/** Who acts. `operatorId` is what owns leads; an API key or a job owns none. */
export type Actor =
  | { kind: "user"; id: number; name: string; operatorId: number | null; departmentId: number | null }
  | { kind: "api_key"; id: number; name: string }
  | { kind: "job"; id: null; name: string };

/** What a person has to do before their session opens anything else. */
export const OBLIGATIONS = ["change_password", "set_up_second_factor"] as const;
export type Obligation = (typeof OBLIGATIONS)[number];

/** The browser session that a request came with. */
export type Session = {
  readonly id: number;
  /** When the person last proved who they are: by signing in, or by entering their password again. */
  readonly authenticatedAt: Date;
  readonly obligation: Obligation | null;
  /** False for demo people: they sign in by a button and can prove who they are only by that. Left out means true. */
  readonly hasPassword?: boolean;
};

declare const made: unique symbol;

/**
 * Who acts, where, and on which request. Only `lib/auth` and the doors of `lib/http` make one, after authentication.
 */
export type Ctx = {
  readonly [made]: true;
  readonly workspaceId: number;
  readonly actor: Actor;
  readonly role: Role | "reader";
  /** Null for API keys, jobs and the command line. */
  readonly session: Session | null;
  readonly locale: Locale;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly requestId: string;
};
