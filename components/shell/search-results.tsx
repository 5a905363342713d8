"use client";

import { useTranslations } from "next-intl";
import { useDeferredValue, useEffect, useRef, useState } from "react";
import type { Role } from "#lib/core/ctx.ts";
import { type Found, useSearch } from "./use-search.ts";

type Props = {
  listId: string;
  words: string;
  role: Role;
  /**
   * Whether Enter was pressed before the results arrived. The first result for these words opens as soon as it is
   * there.
   */
  isHurried: boolean;
  onUnhurried: () => void;
  /** Called with the id of the chosen row. */
  onActive: (rowId: string | undefined) => void;
  onChosen: () => void;
  /** Receives a function that the field calls for its arrow keys. */
  steps: React.RefObject<((step: 1 | -1) => void) | undefined>;
};

/** The results for the words, with one row chosen. */
export function SearchResults(props: Props) {
  const { listId, words, role, isHurried, onUnhurried, onActive, onChosen, steps } = props;
  const say = useTranslations("shell");
  const looked = useDeferredValue(words.trim());
  const { found, isLooking } = useSearch(looked, role, true);
  const isFresh = looked === words.trim() && !isLooking;
  // New words choose the first row again.
  const [chosen, setChosen] = useState({ words, place: 0 });
  const place = chosen.words === words ? chosen.place : 0;
  const target = found[place];
  const choose = ({ act }: Found) => {
    onChosen();
    act();
  };
  useEffect(() => {
    steps.current = (step) =>
      setChosen({ words, place: Math.max(0, Math.min(found.length - 1, place + step)) });
    onActive(target && `${listId}-${target.key}`);
  });
  useEffect(() => () => onActive(undefined), [onActive]);
  useEffect(() => {
    if (!isHurried || !isFresh) return;
    if (target) choose(target);
    else onUnhurried();
  });
  return (
    <div className="absolute top-full right-0 left-0 z-40 mt-1 max-h-[70dvh] overflow-y-auto rounded-box bg-base-100 p-1 shadow-over max-sm:fixed max-sm:inset-x-2 max-sm:top-[calc(56px+var(--inset-top))]">
      <div role="listbox" id={listId} aria-label={say("found")}>
        {found.map((result, row) => (
          <FoundRow
            key={result.key}
            id={`${listId}-${result.key}`}
            found={result}
            isChosen={row === place}
            onChoose={() => choose(result)}
          />
        ))}
      </div>
      {found.length === 0 && (
        <p role="status" className="px-2.5 py-2 text-muted">
          {say(isLooking ? "searching" : "nothingFound")}
        </p>
      )}
    </div>
  );
}

type RowProps = { id: string; found: Found; isChosen: boolean; onChoose: () => void };

function FoundRow({ id, found: { name, detail, icon: Icon }, isChosen, onChoose }: RowProps) {
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  return (
    <button
      ref={row}
      type="button"
      role="option"
      id={id}
      aria-selected={isChosen}
      tabIndex={-1}
      // The field must keep the focus. Otherwise the list would close before the click arrives.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className={`flex h-9 w-full items-center gap-2.5 rounded-field px-2.5 text-left max-sm:h-11 ${isChosen ? "bg-hover" : ""}`}
    >
      <Icon size={16} className="icon text-muted" aria-hidden />
      <span dir="auto" className="min-w-0 flex-1 truncate">
        {name}
      </span>
      <span className="text-muted text-xs">{detail}</span>
    </button>
  );
}
