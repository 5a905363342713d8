import type { Role } from "#lib/core/ctx.ts";

export type Place = {
  href: string;
  /** The key of its name in the catalogue, below `shell`. */
  name: "leads" | "sales" | "inbox" | "dashboard" | "log" | "distribution" | "team" | "settings";
  group: "work" | "understand" | "arrange";
  roles: readonly Role[];
};

/** Elements beside the names of the screens, such as icons or counts. */
export type BesidePlaces = Partial<Record<Place["name"], React.ReactNode>>;

const MANAGERS = ["manager", "admin"] as const;
const EVERYBODY = ["operator", "manager", "admin"] as const;

/** The screens in the order of the navigation. Only those that the role may use are shown. */
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

/**
 * Without a connection, a navigation would replace the page with the browser's own error page. The notice about the
 * lost connection is already shown.
 */
export function stayOffline(event: { preventDefault: () => void }): void {
  if (!navigator.onLine) event.preventDefault();
}
