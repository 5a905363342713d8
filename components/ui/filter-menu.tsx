"use client";

import { ChevronDown, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { menuRow } from "./menu.tsx";

type Changes = Record<string, string | undefined>;

type Props = {
  name: string;
  /** What is chosen, in words; undefined while nothing is. */
  value: string | undefined;
  removeLabel: string;
  options: { key: string; name: string; changes: Changes }[];
  onPick: (changes: Changes) => void;
  onClear: () => void;
};

/** A filter: what it may be, or what it is with a way to take it away. */
export function FilterMenu({ name, value, removeLabel, options, onPick, onClear }: Props) {
  if (value !== undefined) {
    return (
      <span className="inline-flex h-7 flex-none items-center gap-1.5 rounded-field border border-primary-line bg-primary-soft pl-2.5 max-sm:h-11">
        <span className="text-muted">{name}</span> <span className="font-medium">{value}</span>
        <button
          type="button"
          aria-label={removeLabel}
          onClick={onClear}
          className="flex h-full w-7 items-center justify-center"
        >
          <X size={14} className="icon" aria-hidden />
        </button>
      </span>
    );
  }
  return <Choices {...{ name, options, onPick }} />;
}

function Choices({ name, options, onPick }: Pick<Props, "name" | "options" | "onPick">) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const isInside = event.target instanceof Node && details.current?.contains(event.target);
      if (event instanceof KeyboardEvent ? event.key === "Escape" : !isInside)
        details.current?.removeAttribute("open");
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("keydown", close);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("keydown", close);
    };
  }, []);
  return (
    <details ref={details} className="group relative flex-none">
      <summary className="flex h-7 list-none items-center gap-1.5 rounded-field border border-line-strong border-dashed px-2.5 text-muted hover:bg-hover max-sm:h-11">
        {name}
        <ChevronDown size={14} className="icon" aria-hidden />
      </summary>
      {/* Fixed: the row of filters scrolls sideways and would cut it off. */}
      <ul className="fixed z-40 mt-1 max-h-80 min-w-44 overflow-y-auto rounded-box bg-base-100 p-1 shadow-over">
        {options.map((option) => (
          <li key={option.key}>
            <button
              type="button"
              className={menuRow}
              onClick={() => {
                details.current?.removeAttribute("open");
                onPick(option.changes);
              }}
            >
              {option.name}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
