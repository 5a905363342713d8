"use client";

import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { onDemand } from "#components/ui/on-demand.tsx";
import type { Role } from "#lib/core/ctx.ts";
import { Logo } from "./logo.tsx";
import { type BesidePlaces, placesOf, stayOffline } from "./navigation.ts";
import { RailFoot } from "./rail-foot.tsx";

const MorePlaces = onDemand(() => import("./more-places.tsx").then((part) => part.MorePlaces));

const GROUPS = ["work", "understand", "arrange"] as const;

type RailProps = { role: Role; workspace: React.ReactNode; badges: BesidePlaces; icons: BesidePlaces };

/** The navigation: a rail on the left, collapsed below 1200 px, and a bottom bar on a phone. */
export function Rail({ role, workspace, badges, icons }: RailProps) {
  const say = useTranslations("shell");
  const places = placesOf(role);
  return (
    <nav
      aria-label={say("places")}
      className="sticky left-(--inset-left) z-20 flex w-rail flex-none flex-col border-line border-r bg-base-200 narrow:w-14 max-sm:hidden"
    >
      <div className="flex h-12 items-center gap-2.5 px-4">
        <Logo />
        {workspace}
      </div>
      <div className="flex flex-1 flex-col gap-4 px-2 py-2">
        {GROUPS.map((group) => {
          const own = places.filter((place) => place.group === group);
          if (own.length === 0) return null;
          return (
            <div key={group} className="flex flex-col gap-0.5">
              {group !== "work" && (
                <p className="px-2 pb-1 text-muted text-xs narrow:hidden">{say(`groups.${group}`)}</p>
              )}
              {own.map(({ href, name }) => (
                <PlaceLink
                  key={href}
                  href={href}
                  title={say(name)}
                  className="flex h-8 items-center gap-2.5 rounded-field px-2.5"
                  here="bg-base-300 font-medium"
                  elsewhere="text-muted hover:bg-hover hover:text-base-content"
                >
                  {icons[name]}
                  <span className="flex-1 truncate narrow:quiet">{say(name)}</span>
                  <span className="narrow:hidden">{badges[name]}</span>
                </PlaceLink>
              ))}
            </div>
          );
        })}
      </div>
      <RailFoot />
    </nav>
  );
}

/** How many screens the bottom bar shows. The others are in a menu at its end. */
const IN_SIGHT = 4;

type FootProps = {
  role: Role;
  badges: BesidePlaces;
  icons: BesidePlaces;
  /** Language, theme and profile, which have no room in the top bar. */
  account: React.ReactNode;
};

/** The navigation on a phone. */
export function FootBar({ role, badges, icons, account }: FootProps) {
  const say = useTranslations("shell");
  const [isMoreOpen, setMoreOpen] = useState(false);
  const places = placesOf(role);
  const more = places.slice(IN_SIGHT);
  return (
    <nav
      aria-label={say("places")}
      className="fixed inset-x-0 bottom-0 z-30 flex h-(--foot-bar) border-line border-t bg-base-100 pb-(--foot-room) sm:hidden"
    >
      {places.slice(0, IN_SIGHT).map(({ href, name }) => (
        <PlaceLink
          key={href}
          href={href}
          className="flex flex-1 flex-col items-center justify-center gap-1 text-2xs"
          here="font-semibold"
          elsewhere="text-muted"
        >
          <span className="relative">
            {icons[name]}
            <span className="absolute -top-1.5 left-3.5">{badges[name]}</span>
          </span>
          {say(name)}
        </PlaceLink>
      ))}
      <button
        type="button"
        onClick={() => setMoreOpen(true)}
        className="flex flex-1 flex-col items-center justify-center gap-1 text-2xs text-muted"
      >
        <Ellipsis size={22} className="icon" aria-hidden />
        {say("more")}
      </button>
      {isMoreOpen && <MorePlaces places={more} account={account} onClose={() => setMoreOpen(false)} />}
    </nav>
  );
}

type PlaceLinkProps = {
  href: string;
  title?: string;
  className: string;
  /** The classes of an entry while its screen is open. */
  here: string;
  elsewhere: string;
  children: React.ReactNode;
};

function PlaceLink({ href, title, className, here, elsewhere, children }: PlaceLinkProps) {
  const path = usePathname();
  const isHere = path === href || path.startsWith(`${href}/`);
  return (
    <Link
      href={href}
      onNavigate={stayOffline}
      aria-current={isHere ? "page" : undefined}
      title={title}
      className={`${className} ${isHere ? here : elsewhere}`}
    >
      {children}
    </Link>
  );
}
