"use client";

import { Search as SearchIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { keyOf } from "#components/ui/keys.ts";
import { onDemand } from "#components/ui/on-demand.tsx";
import { useKeys } from "#components/ui/use-keys.ts";
import { useTypedEarly } from "#components/ui/use-typed-early.ts";
import type { Role } from "#lib/core/ctx.ts";

/**
 * Milliseconds that the list stays open after the focus has left, so that it is still open if the focus returns at
 * once.
 */
const CLOSES_AFTER = 150;

const SearchResults = onDemand(() => import("./search-results.tsx").then((part) => part.SearchResults));

/** Searches leads, sales and appeals while the person types, and lists actions. `/` or Ctrl-K focuses it. */
export function Search({ role }: { role: Role }) {
  const say = useTranslations("shell");
  const id = useId();
  const [words, setWords] = useState("");
  const [isOpen, setOpen] = useState(false);
  const input = useTypedEarly((text) => {
    setWords(text);
    setOpen(true);
  });
  const [activeId, setActiveId] = useState<string>();
  // Enter may come before the results. It opens a result for the words as they are then, not for earlier ones.
  const [isHurried, setHurried] = useState(false);
  const steps = useRef<(step: 1 | -1) => void>(undefined);
  const closing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const focus = () => input.current?.focus();
  useKeys({ "/": focus });
  useKeys({ "ctrl+k": focus }, { whileWriting: true });
  const close = () => {
    setHurried(false);
    setOpen(false);
    setWords("");
    input.current?.blur();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const key = keyOf(event);
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      steps.current?.(key === "ArrowDown" ? 1 : -1);
    }
    if (key === "Enter") setHurried(true);
    if (key === "Escape") input.current?.blur();
  };
  return (
    <search
      className={`relative w-full max-w-96 ${isOpen ? "max-sm:fixed max-sm:inset-x-2 max-sm:top-[calc(8px+var(--inset-top))] max-sm:z-30 max-sm:w-auto max-sm:max-w-none max-sm:bg-base-100" : "max-sm:w-11"}`}
    >
      <SearchIcon
        size={16}
        className="icon pointer-events-none absolute top-2 left-2.5 z-10 text-muted max-sm:top-3 max-sm:left-3 max-sm:size-5"
        aria-hidden
      />
      <input
        ref={input}
        type="search"
        dir="auto"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={id}
        aria-activedescendant={isOpen ? activeId : undefined}
        aria-label={say("search")}
        placeholder={say("search")}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
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
        className={`input h-8 w-full border-line-strong bg-base-200 pr-16 pl-8 max-sm:h-11 max-sm:text-lg ${isOpen ? "max-sm:pr-2 max-sm:pl-10" : "max-sm:px-0 max-sm:cursor-pointer max-sm:border-transparent max-sm:bg-transparent max-sm:placeholder:text-transparent"}`}
      />
      <span className="pointer-events-none absolute top-2 right-2 flex gap-1 max-sm:hidden" aria-hidden>
        <kbd className="kbd">Ctrl</kbd>
        <kbd className="kbd">K</kbd>
      </span>
      {isOpen && (
        <SearchResults
          listId={id}
          {...{ words, role, isHurried, steps }}
          onUnhurried={() => setHurried(false)}
          onActive={setActiveId}
          onChosen={close}
        />
      )}
    </search>
  );
}
