"use client";

import { Filter } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useFilters } from "#components/board/use-filters.ts";
import { FilterMenu } from "#components/ui/filter-menu.tsx";
import type { LeadsContext } from "./leads-screen.tsx";
import { SavedViews, SaveView } from "./saved-views.tsx";
import { NOT_FILTERS } from "./view-query.ts";

/** Milliseconds after the last key before the words are looked for. */
const TYPING_PAUSE = 250;

const TAB_PARAMETERS = ["owner_id", "attention"] as const;

/** Everyday views: everything, mine, what is ready, what needs a look. */
function Tabs({ context }: { context: LeadsContext }) {
  const say = useTranslations("leads");
  const { parameters, hrefOf } = useFilters("/leads");
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
  const { parameters, go, age, youngerThan } = useFilters("/leads");
  const source = context.sources.find(({ code }) => code === parameters.get("source"));
  const owner = context.operators.find(({ id }) => String(id) === parameters.get("owner_id"));
  const score = SCORES.find(
    ({ min, max }) =>
      (parameters.get("min_score") ?? undefined) === min &&
      (parameters.get("max_score") ?? undefined) === max &&
      (min ?? max),
  );
  const isFiltered = [...parameters.keys()].some((name) => !NOT_FILTERS.includes(name));
  const shared = (name: string) => ({ name, removeLabel: say("filters.remove", { name }), onPick: go });
  return (
    <div className="flex flex-none items-center gap-2 overflow-x-auto border-line border-b px-4 py-2 max-sm:border-b-0">
      <Words value={parameters.get("q") ?? ""} onChange={(q) => go({ q: q || undefined })} />
      <FilterMenu
        {...shared(say("filters.source"))}
        value={source?.name}
        options={context.sources.map(({ code, name }) => ({ key: code, name, changes: { source: code } }))}
        onClear={() => go({ source: undefined })}
      />
      <FilterMenu
        {...shared(say("filters.owner"))}
        value={owner?.name}
        options={context.operators.map(({ id, name }) => ({
          key: String(id),
          name,
          changes: { owner_id: String(id) },
        }))}
        onClear={() => go({ owner_id: undefined })}
      />
      <FilterMenu
        {...shared(say("filters.score"))}
        value={score && say(`filters.scores.${score.key}`)}
        options={SCORES.map(({ key, min, max }) => ({
          key,
          name: say(`filters.scores.${key}`),
          changes: { min_score: min, max_score: max },
        }))}
        onClear={() => go({ min_score: undefined, max_score: undefined })}
      />
      <FilterMenu
        {...shared(say("filters.age"))}
        value={age === undefined ? undefined : say("filters.under", { days: age })}
        options={AGES.map((days) => ({
          key: String(days),
          name: say("filters.under", { days }),
          changes: youngerThan(days),
        }))}
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

export const LeadFilters = { Tabs, Row };
