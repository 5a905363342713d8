import type { LucideIcon } from "lucide-react";
import Link from "next/link";

type Option<Value extends string> = { value: Value; label: string; icon?: LucideIcon };

type Props<Value extends string> = {
  label: string;
  options: Option<Value>[];
  value: Value;
} & (
  | { onChange: (value: Value) => void; hrefOf?: never }
  | { hrefOf: (value: Value) => string; onChange?: never }
);

/** A choice of a few options, all visible. With `hrefOf`, each option is a link. */
export function Segmented<Value extends string>({ label, options, value, onChange, hrefOf }: Props<Value>) {
  const look = (isChosen: boolean) =>
    `inline-flex items-center gap-1.5 whitespace-nowrap rounded-[5px] px-2.5 ${isChosen ? "bg-base-300 font-medium" : "text-muted hover:bg-hover"}`;
  return (
    <fieldset className="segmented inline-flex gap-0.5 rounded-field border border-line-strong bg-card p-0.5">
      <legend className="quiet">{label}</legend>
      {options.map(({ value: option, label: words, icon: Icon }) => {
        const content = (
          <>
            {Icon && <Icon size={16} className="icon" aria-hidden />}
            {words}
          </>
        );
        return hrefOf ? (
          <Link
            key={option}
            href={hrefOf(option)}
            aria-current={option === value}
            className={look(option === value)}
            scroll={false}
          >
            {content}
          </Link>
        ) : (
          <button
            key={option}
            type="button"
            aria-pressed={option === value}
            onClick={() => onChange(option)}
            className={look(option === value)}
          >
            {content}
          </button>
        );
      })}
    </fieldset>
  );
}
