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
import type { BesidePlaces, Place } from "./navigation.ts";

/** The icon of each screen. The navigation renders them on the server, so that they add no script. */
export const PLACE_ICONS: Record<Place["name"], LucideIcon> = {
  leads: SquareKanban,
  sales: Banknote,
  inbox: Inbox,
  dashboard: LayoutDashboard,
  log: ScrollText,
  distribution: Split,
  team: Users,
  settings: Settings,
};

/** All of them in one size, in pixels. */
export const placeIcons = (size: number): BesidePlaces =>
  Object.fromEntries(
    Object.entries(PLACE_ICONS).map(([name, Icon]) => [
      name,
      <Icon key={name} size={size} className="icon" aria-hidden />,
    ]),
  );
