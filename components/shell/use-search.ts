import { useQuery } from "@tanstack/react-query";
import { type LucideIcon, Plus, SunMoon } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { z } from "zod";
import { getJson } from "#components/api/client.ts";
import type { Role } from "#lib/core/ctx.ts";
import type { SearchJson } from "#lib/insight/search/schema.ts";
import { placesOf } from "./navigation.ts";
import { PLACE_ICONS } from "./place-icons.tsx";
import { turnTheme } from "./turn-theme.ts";

/** Something to open or to do. */
export type Found = { key: string; name: string; detail: string; icon: LucideIcon; act: () => void };

/** The minimum number of characters for a search of the workspace. */
const MIN_LETTERS = 2;

/**
 * Searches leads, sales and appeals, and actions that are available on every screen.
 * @param words empty lists all actions
 * @returns the results; while `isLooking`, those of the previous words
 */
export function useSearch(
  words: string,
  role: Role,
  isOpen: boolean,
): { found: Found[]; isLooking: boolean } {
  const say = useTranslations("shell");
  const stages = useTranslations("stages");
  const statuses = useTranslations("drawer.appealStatus");
  const router = useRouter();
  const isSearch = words.length >= MIN_LETTERS;
  const { data, isPlaceholderData } = useQuery({
    queryKey: ["search", words],
    queryFn: ({ signal }) =>
      getJson<z.infer<typeof SearchJson>>(`/search?q=${encodeURIComponent(words)}`, signal),
    enabled: isOpen && isSearch,
    placeholderData: (previous) => previous,
  });
  const goTo = (href: string) => () => router.push(href);
  const actions: Found[] = [
    { key: "new-lead", name: say("newLead"), detail: "", icon: Plus, act: goTo("/leads?new=lead") },
    ...placesOf(role).map(({ href, name }) => ({
      key: href,
      name: say("goTo", { place: say(name) }),
      detail: "",
      icon: PLACE_ICONS[name],
      act: goTo(href),
    })),
    { key: "theme", name: say("theme"), detail: "", icon: SunMoon, act: turnTheme },
  ];
  const wanted = words.toLowerCase();
  const doable = actions.filter(({ name }) => name.toLowerCase().includes(wanted));
  if (!isSearch || !data) return { found: doable, isLooking: isSearch };
  const nameOf = (name: string | null, id: number) => name ?? say("unnamed", { id });
  return {
    found: [
      ...data.leads.map((lead) => ({
        key: `lead-${lead.id}`,
        name: nameOf(lead.name, lead.id),
        detail: stages(`lead.${lead.stage}`),
        icon: PLACE_ICONS.leads,
        act: goTo(`/leads/${lead.id}`),
      })),
      ...data.sales.map((sale) => ({
        key: `sale-${sale.id}`,
        name: nameOf(sale.lead_name, sale.lead_id),
        detail: `${say("sale")}: ${stages(`sale.${sale.stage}`)}`,
        icon: PLACE_ICONS.sales,
        act: goTo(`/leads/${sale.lead_id}`),
      })),
      ...data.appeals.map((appeal) => ({
        key: `appeal-${appeal.id}`,
        name: nameOf(appeal.lead_name, appeal.lead_id),
        detail: `${say("appeal")}: ${statuses(appeal.status)}`,
        icon: PLACE_ICONS.inbox,
        act: goTo(`/inbox?view=${appeal.status === "closed" ? "closed" : "everybody"}&appeal=${appeal.id}`),
      })),
      ...doable,
    ],
    isLooking: isPlaceholderData,
  };
}
