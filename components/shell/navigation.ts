import type { Role } from "#lib/core/ctx.ts";

export type Place = {
  href: string;
  /** Key of its name in the catalogue, below `shell`. */
  name: "leads" | "sales" | "inbox" | "dashboard" | "log" | "distribution" | "team" | "settings";
  group: "work" | "understand" | "arrange";
  roles: readonly Role[];
};

/** What stands beside the names of places, such as icons or counts. */
export type BesidePlaces = Partial<Record<Place["name"], React.ReactNode>>;

const MANAGERS = ["manager", "admin"] as const;
const EVERYBODY = ["operator", "manager", "admin"] as const;

/** The places of the rail, in order. Only what the role may use is shown. */
export const PLACES: readonly Place[] = [
  { href: "/leads", name: "leads", group: "work", roles: EVERYBODY },
  { href: "/sales", name: "sales", group: "work", roles: EVERYBODY },
  { href: "/inbox", name: "inbox", group: "work", roles: EVERYBODY },
  { href: "/dashboard", name: "dashboard", group: "understand", roles: EVERYBODY },
  { href: "/log", name: "log", group: "understand", roles: EVERYBODY },
  { href: "/distribution", name: "distribution", group: "arrange", roles: MANAGERS },
  { href: "/team", name: "team", group: "arrange", roles: MANAGERS },
  { href: "/settings", name: "settings", group: "arrange", roles: ["admin"] },
];

export const placesOf = (role: Role) => PLACES.filter(({ roles }) => roles.includes(role));

/** Without a line the browser would show its own page of errors; that there is none is said already. */
export function stayOffline(event: { preventDefault: () => void }): void {
  if (!navigator.onLine) event.preventDefault();
}
