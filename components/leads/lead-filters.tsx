"use client";

import { ChevronDown, Filter, X } from "lucide-react";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { menuRow } from "#components/ui/menu.tsx";
import type { LeadsContext } from "./leads-screen.tsx";
import { SavedViews, SaveView } from "./saved-views.tsx";

/** Milliseconds after the last key before the words are looked for. */
const TYPING_PAUSE = 250;

const DAY = 24 * 3600 * 1000;

/** The address with some parameters changed; undefined takes one away. */
function useChangedHref() {
  const parameters = useSearchParams();
  return (changes: Record<string, string | undefined>) => {
    const next = new URLSearchParams(parameters);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) next.delete(name);
      else next.set(name, value);
    }
    return `/leads${next.size > 0 ? `?${next}` : ""}`;
  };
}

const TAB_PARAMETERS = ["owner_id", "attention"] as const;

/** Everyday views: everything, mine, what is ready, what needs a look. */
function Tabs({ context }: { context: LeadsContext }) {
  const say = useTranslations("leads");
  const parameters = useSearchParams();
  const hrefOf = useChangedHref();
  const mine = context.myOperatorId === null ? undefined : String(context.myOperatorId);
  const none = { owner_id: undefined, attention: undefined };
  const tabs = [
    { name: "all", changes: none },
    ...(mine ? [{ name: "mine", changes: { ...none, owner_id: mine } }] : []),
    { name: "ready", changes: { ...none, attention: "ready" } },
    { name: "overdue", changes: { ...none, attention: "overdue" } },
    { name: "stale", changes: { ...none, attention: "stale" } },
  ];
  const isHere = (changes: Record<string, string | undefined>) =>
    TAB_PARAMETERS.every((name) => (parameters.get(name) ?? undefined) === changes[name]);
  return (
    <nav
      aria-label={say("views")}
      className="flex min-w-0 gap-0.5 overflow-x-auto max-sm:order-last max-sm:w-full"
    >
      {tabs.map(({ name, changes }) => (
        <Link
          key={name}
          href={hrefOf(changes)}
          aria-current={isHere(changes) ? "true" : undefined}
          className={`flex h-7 flex-none items-center rounded-field px-2.5 max-sm:h-11 ${isHere(changes) ? "bg-base-300 font-medium" : "text-muted hover:bg-hover"}`}
        >
          {say(`tabs.${name}`)}
        </Link>
      ))}
      <SavedViews />
    </nav>
  );
}

const SCORES = [
  { key: "ready", min: "0.6", max: undefined },
  { key: "middle", min: "0.3", max: "0.6" },
  { key: "low", min: undefined, max: "0.3" },
] as const;
const AGES = [1, 7, 30, 90] as const;

/** The row of filters; each is in the address. */
function Row({ context }: { context: LeadsContext }) {
  const say = useTranslations("leads");
  const parameters = useSearchParams();
  const router = useRouter();
  const hrefOf = useChangedHref();
  const go = (changes: Record<string, string | undefined>) =>
    router.replace(hrefOf(changes), { scroll: false });
  const source = context.sources.find(({ code }) => code === parameters.get("source"));
  const owner = context.operators.find(({ id }) => String(id) === parameters.get("owner_id"));
  const score = SCORES.find(
    ({ min, max }) =>
      (parameters.get("min_score") ?? undefined) === min &&
      (parameters.get("max_score") ?? undefined) === max &&
      (min ?? max),
  );
  const from = parameters.get("created_from");
  const age = from ? Math.round((Date.now() - Date.parse(from)) / DAY) : undefined;
  const isFiltered = [...parameters.keys()].some((name) => name !== "view" && name !== "sort");
  return (
    <div className="flex flex-none items-center gap-2 overflow-x-auto border-line border-b px-4 py-2 max-sm:border-b-0">
      <Words value={parameters.get("q") ?? ""} onChange={(q) => go({ q: q || undefined })} />
      <FilterMenu
        name={say("filters.source")}
        value={source?.name}
        options={context.sources.map(({ code, name }) => ({ key: code, name, changes: { source: code } }))}
        onPick={go}
        onClear={() => go({ source: undefined })}
      />
      <FilterMenu
        name={say("filters.owner")}
        value={owner?.name}
        options={context.operators.map(({ id, name }) => ({
          key: String(id),
          name,
          changes: { owner_id: String(id) },
        }))}
        onPick={go}
        onClear={() => go({ owner_id: undefined })}
      />
      <FilterMenu
        name={say("filters.score")}
        value={score && say(`filters.scores.${score.key}`)}
        options={SCORES.map(({ key, min, max }) => ({
          key,
          name: say(`filters.scores.${key}`),
          changes: { min_score: min, max_score: max },
        }))}
        onPick={go}
        onClear={() => go({ min_score: undefined, max_score: undefined })}
      />
      <FilterMenu
        name={say("filters.age")}
        value={age === undefined ? undefined : say("filters.under", { days: age })}
        options={AGES.map((days) => ({
          key: String(days),
          name: say("filters.under", { days }),
          changes: { created_from: new Date(Date.now() - days * DAY).toISOString() },
        }))}
        onPick={go}
        onClear={() => go({ created_from: undefined })}
      />
      {isFiltered && (
        <Link
          href={parameters.get("view") ? "/leads?view=table" : "/leads"}
          className="btn btn-ghost btn-sm h-7 flex-none"
        >
          {say("filters.clear")}
        </Link>
      )}
      <SaveView />
    </div>
  );
}

function Words({ value, onChange }: { value: string; onChange: (words: string) => void }) {
  const say = useTranslations("leads");
  const [words, setWords] = useState(value);
  useEffect(() => setWords(value), [value]);
  useEffect(() => {
    if (words.trim() === value) return;
    const timer = setTimeout(() => onChange(words.trim()), TYPING_PAUSE);
    return () => clearTimeout(timer);
  });
  return (
    <label className="input h-7 w-48 flex-none border-line-strong max-sm:h-11 max-sm:text-lg">
      <Filter size={14} className="icon text-muted" aria-hidden />
      <input
        aria-label={say("filters.words")}
        placeholder={say("filters.words")}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
    </label>
  );
}

type FilterMenuProps = {
  name: string;
  value: string | undefined;
  options: { key: string; name: string; changes: Record<string, string | undefined> }[];
  onPick: (changes: Record<string, string | undefined>) => void;
  onClear: () => void;
};

function FilterMenu({ name, value, options, onPick, onClear }: FilterMenuProps) {
  const say = useTranslations("leads");
  if (value !== undefined) {
    return (
      <span className="inline-flex h-7 flex-none items-center gap-1.5 rounded-field border border-primary-line bg-primary-soft pl-2.5 max-sm:h-11">
        <span className="text-muted">{name}</span> <span className="font-medium">{value}</span>
        <button
          type="button"
          aria-label={say("filters.remove", { name })}
          onClick={onClear}
          className="flex h-full w-7 items-center justify-center"
        >
          <X size={14} className="icon" aria-hidden />
        </button>
      </span>
    );
  }
  return (
    <details className="group relative flex-none">
      <summary className="flex h-7 list-none items-center gap-1.5 rounded-field border border-line-strong border-dashed px-2.5 text-muted hover:bg-hover max-sm:h-11">
        {name}
        <ChevronDown size={14} className="icon" aria-hidden />
      </summary>
      <FilterOptions options={options} onPick={onPick} />
    </details>
  );
}

function FilterOptions({ options, onPick }: Pick<FilterMenuProps, "options" | "onPick">) {
  return (
    <ul className="fixed z-40 mt-1 max-h-80 min-w-44 overflow-y-auto rounded-box bg-base-100 p-1 shadow-over">
      {options.map(({ key, name, changes }) => (
        <li key={key}>
          <button
            type="button"
            className={menuRow}
            onClick={(event) => {
              event.currentTarget.closest("details")?.removeAttribute("open");
              onPick(changes);
            }}
          >
            {name}
          </button>
        </li>
      ))}
    </ul>
  );
}

export const LeadFilters = { Tabs, Row };
