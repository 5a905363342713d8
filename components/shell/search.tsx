"use client";

import { useQuery } from "@tanstack/react-query";
import { Banknote, Search as SearchIcon, SquareKanban } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useDeferredValue, useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { getJson } from "#components/api/client.ts";
import type { SearchJson } from "#lib/search/schema.ts";

type Found = { key: string; href: string; name: string; detail: string; icon: typeof SearchIcon };

/** Looks in leads and sales while one types. `/` or Ctrl-K brings one here. */
export function Search() {
  const say = useTranslations("shell");
  const stages = useTranslations("stages");
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(0);
  const looked = useDeferredValue(words.trim());
  const { data, isFetching } = useQuery({
    queryKey: ["search", looked],
    queryFn: ({ signal }) =>
      getJson<z.infer<typeof SearchJson>>(`/search?q=${encodeURIComponent(looked)}`, signal),
    enabled: isOpen && looked.length > 1,
    placeholderData: (previous) => previous,
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
      const isCall =
        (event.key === "/" && !isTyping) || (event.key === "k" && (event.ctrlKey || event.metaKey));
      if (!isCall) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  const found: Found[] = [
    ...(data?.leads ?? []).map((lead) => ({
      key: `lead-${lead.id}`,
      href: `/leads/${lead.id}`,
      name: lead.name ?? say("unnamed", { id: lead.id }),
      detail: stages(`lead.${lead.stage}`),
      icon: SquareKanban,
    })),
    ...(data?.sales ?? []).map((sale) => ({
      key: `sale-${sale.id}`,
      href: `/leads/${sale.lead_id}`,
      name: sale.lead_name ?? say("unnamed", { id: sale.lead_id }),
      detail: `${say("sale")}: ${stages(`sale.${sale.stage}`)}`,
      icon: Banknote,
    })),
  ];
  const open = ({ href }: Found) => {
    setOpen(false);
    setWords("");
    input.current?.blur();
    router.push(href);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setChosen((place) => Math.max(0, Math.min(found.length - 1, place + step)));
    }
    const target = found[chosen];
    if (event.key === "Enter" && target) open(target);
    if (event.key === "Escape") input.current?.blur();
  };
  return (
    <search className="relative w-full max-w-96">
      <SearchIcon
        size={16}
        className="icon pointer-events-none absolute top-2 left-2.5 z-10 text-muted"
        aria-hidden
      />
      <input
        ref={input}
        type="search"
        role="combobox"
        aria-expanded={isOpen && found.length > 0}
        aria-controls="search-results"
        aria-label={say("search")}
        placeholder={say("search")}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setChosen(0);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setTimeout(() => setOpen(false), 150)}
        onKeyDown={onKeyDown}
        className="input h-8 w-full border-line-strong bg-base-200 pr-16 pl-8"
      />
      <span className="pointer-events-none absolute top-2 right-2 flex gap-1 max-sm:hidden" aria-hidden>
        <kbd className="kbd">Ctrl</kbd>
        <kbd className="kbd">K</kbd>
      </span>
      {isOpen && looked.length > 1 && (
        <ul
          id="search-results"
          className="absolute top-full right-0 left-0 z-40 mt-1 rounded-box bg-base-100 p-1 shadow-over"
        >
          {found.map((result, place) => (
            <li key={result.key}>
              <button
                type="button"
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => open(result)}
                className={`flex h-9 w-full items-center gap-2.5 rounded-field px-2.5 text-left ${place === chosen ? "bg-hover" : ""}`}
              >
                <result.icon size={16} className="icon text-muted" aria-hidden />
                <span className="min-w-0 flex-1 truncate">{result.name}</span>
                <span className="text-muted text-xs">{result.detail}</span>
              </button>
            </li>
          ))}
          {found.length === 0 && (
            <li className="px-2.5 py-2 text-muted">{say(isFetching ? "searching" : "nothingFound")}</li>
          )}
        </ul>
      )}
    </search>
  );
}
