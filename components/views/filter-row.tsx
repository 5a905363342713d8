import { Filter } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { FilterMenu } from "#components/ui/filter-menu.tsx";
import { SaveView, type ViewBoard } from "./saved-views.tsx";
import { type Changes, useFilters } from "./use-filters.ts";
import { NOT_FILTERS } from "./view-query.ts";

/** Milliseconds after the last key before the words are looked for. */
const TYPING_PAUSE = 250;

type Choice = { key: string; name: string; changes: Changes };

export type BoardFilter = {
  name: string;
  /** What is chosen, in words; undefined while nothing is. */
  value: string | undefined;
  options: Choice[];
  /** The parameters that it sets. */
  parameters: string[];
};

/** The row of filters over a board; each is in the address, and all of them can be kept as a view. */
export function FilterRow({ board, filters }: { board: ViewBoard; filters: BoardFilter[] }) {
  const say = useTranslations("views");
  const { parameters, go } = useFilters(`/${board}`);
  const isFiltered = [...parameters.keys()].some((name) => !NOT_FILTERS.includes(name));
  return (
    <div className="flex flex-none items-center gap-2 overflow-x-auto border-line border-b px-4 py-2 max-sm:border-b-0">
      <Words value={parameters.get("q") ?? ""} onChange={(q) => go({ q: q || undefined })} />
      {filters.map(({ name, value, options, parameters: own }) => (
        <FilterMenu
          key={name}
          {...{ name, value, options }}
          removeLabel={say("remove", { name })}
          onPick={go}
          onClear={() => go(Object.fromEntries(own.map((parameter) => [parameter, undefined])))}
        />
      ))}
      {isFiltered && (
        <Link
          href={parameters.get("view") ? `/${board}?view=table` : `/${board}`}
          className="btn btn-ghost btn-sm h-7 flex-none"
        >
          {say("clear")}
        </Link>
      )}
      <SaveView board={board} />
    </div>
  );
}

function Words({ value, onChange }: { value: string; onChange: (words: string) => void }) {
  const say = useTranslations("views");
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
        aria-label={say("words")}
        placeholder={say("words")}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
    </label>
  );
}
