import {
  Banknote,
  Inbox,
  LayoutDashboard,
  type LucideIcon,
  ScrollText,
  Settings,
  Split,
  SquareKanban,
  Users,
} from "lucide-react";
import type { Role } from "#lib/core/ctx.ts";

export type Place = {
  href: string;
  /** Key of its name in the catalogue, below `shell`. */
  name: "leads" | "sales" | "inbox" | "dashboard" | "log" | "distribution" | "team" | "settings";
  icon: LucideIcon;
  group: "work" | "understand" | "arrange";
  roles: readonly Role[];
};

const MANAGERS = ["manager", "admin"] as const;
const EVERYBODY = ["operator", "manager", "admin"] as const;

/** The places of the rail, in order. Only what the role may use is shown. */
export const PLACES: readonly Place[] = [
  { href: "/leads", name: "leads", icon: SquareKanban, group: "work", roles: EVERYBODY },
  { href: "/sales", name: "sales", icon: Banknote, group: "work", roles: EVERYBODY },
  { href: "/inbox", name: "inbox", icon: Inbox, group: "work", roles: EVERYBODY },
  { href: "/dashboard", name: "dashboard", icon: LayoutDashboard, group: "understand", roles: EVERYBODY },
  { href: "/log", name: "log", icon: ScrollText, group: "understand", roles: EVERYBODY },
  { href: "/distribution", name: "distribution", icon: Split, group: "arrange", roles: MANAGERS },
  { href: "/team", name: "team", icon: Users, group: "arrange", roles: MANAGERS },
  { href: "/settings", name: "settings", icon: Settings, group: "arrange", roles: ["admin"] },
];

export const placesOf = (role: Role) => PLACES.filter(({ roles }) => roles.includes(role));

/** Without a line the browser would show its own page of errors; that there is none is said already. */
export function stayOffline(event: { preventDefault: () => void }): void {
  if (!navigator.onLine) event.preventDefault();
}
