import { ChevronDown, X } from "lucide-react";
import { Menu, menuRow } from "./menu.tsx";

type Changes = Record<string, string | undefined>;

type Props = {
  name: string;
  /** The chosen value as a text; undefined without one. */
  value: string | undefined;
  removeLabel: string;
  options: { key: string; name: string; changes: Changes }[];
  onPick: (changes: Changes) => void;
  onClear: () => void;
};

/** A filter: a menu of its values, or the chosen value with a button that clears it. */
export function FilterMenu({ name, value, removeLabel, options, onPick, onClear }: Props) {
  const isSet = value !== undefined;
  return (
    <span
      className={`inline-flex h-7 flex-none rounded-field border ${isSet ? "border-primary-line bg-primary-soft" : "border-line-strong border-dashed text-muted hover:bg-hover"}`}
    >
      <Menu
        align="left"
        trigger={(trigger) => (
          <button type="button" {...trigger} className="flex h-full items-center gap-1.5 px-2.5">
            <span className="text-muted">{name}</span>
            {isSet ? (
              <span className="font-medium text-base-content">{value}</span>
            ) : (
              <ChevronDown size={14} className="icon" aria-hidden />
            )}
          </button>
        )}
      >
        {(close) => (
          <div className="max-h-80 overflow-y-auto">
            {options.map((option) => (
              <button
                key={option.key}
                type="button"
                className={`${menuRow} ${option.name === value ? "font-medium" : ""}`}
                onClick={() => {
                  close();
                  onPick(option.changes);
                }}
              >
                {option.name}
              </button>
            ))}
          </div>
        )}
      </Menu>
      {isSet && (
        <button
          type="button"
          aria-label={removeLabel}
          onClick={onClear}
          className="flex h-full w-7 items-center justify-center"
        >
          <X size={14} className="icon" aria-hidden />
        </button>
      )}
    </span>
  );
}
