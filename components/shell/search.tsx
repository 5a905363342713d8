"use client";

import { Search as SearchIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { useKeys } from "#components/ui/use-keys.ts";
import type { Role } from "#lib/core/ctx.ts";
import { type Found, useFound } from "./use-found.ts";

/** Milliseconds that the list stays after the focus has gone: whoever comes back at once finds it open. */
const CLOSES_AFTER = 150;

/** Finds leads, sales and appeals while one types, and does what can be done. `/` or Ctrl-K brings one here. */
export function Search({ role }: { role: Role }) {
  const say = useTranslations("shell");
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(0);
  const looked = useDeferredValue(words.trim());
  const { found, isLooking } = useFound(looked, role, isOpen);
  const isFresh = looked === words.trim() && !isLooking;
  // Enter came before the answer: it opens what is found, not what was found for fewer letters.
  const [isHurried, setHurried] = useState(false);
  const closing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const focus = () => input.current?.focus();
  useKeys({ "/": focus });
  useKeys({ "ctrl+k": focus }, { whileWriting: true });
  const choose = ({ act }: Found) => {
    setHurried(false);
    setOpen(false);
    setWords("");
    input.current?.blur();
    act();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setChosen((place) => Math.max(0, Math.min(found.length - 1, place + step)));
    }
    if (event.key === "Enter") setHurried(true);
    if (event.key === "Escape") input.current?.blur();
  };
  const target = found[chosen];
  useEffect(() => {
    if (!isHurried || !isFresh) return;
    if (target) choose(target);
    else setHurried(false);
  });
  const chosenKey = target?.key;
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
        aria-expanded={isOpen}
        aria-controls={id}
        aria-activedescendant={isOpen && chosenKey ? `${id}-${chosenKey}` : undefined}
        aria-label={say("search")}
        placeholder={say("search")}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setChosen(0);
          setHurried(false);
        }}
        onFocus={() => {
          clearTimeout(closing.current);
          setOpen(true);
        }}
        onBlur={() => {
          closing.current = setTimeout(() => setOpen(false), CLOSES_AFTER);
        }}
        onKeyDown={onKeyDown}
        className="input h-8 w-full border-line-strong bg-base-200 pr-16 pl-8"
      />
      <span className="pointer-events-none absolute top-2 right-2 flex gap-1 max-sm:hidden" aria-hidden>
        <kbd className="kbd">Ctrl</kbd>
        <kbd className="kbd">K</kbd>
      </span>
      {isOpen && (
        <div className="absolute top-full right-0 left-0 z-40 mt-1 max-h-[70dvh] overflow-y-auto rounded-box bg-base-100 p-1 shadow-over max-sm:fixed max-sm:inset-x-2 max-sm:top-12">
          <div role="listbox" id={id} aria-label={say("found")}>
            {found.map((result, place) => (
              <FoundRow
                key={result.key}
                id={`${id}-${result.key}`}
                found={result}
                isChosen={place === chosen}
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
      )}
    </search>
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
      // The field keeps the focus, or the list would close before the click arrives.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className={`flex h-9 w-full items-center gap-2.5 rounded-field px-2.5 text-left max-sm:h-11 ${isChosen ? "bg-hover" : ""}`}
    >
      <Icon size={16} className="icon text-muted" aria-hidden />
      <span className="min-w-0 flex-1 truncate">{name}</span>
      <span className="text-muted text-xs">{detail}</span>
    </button>
  );
}
