import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { useTypedEarly } from "#components/ui/use-typed-early.ts";
import type { LogFilter, useLogFilters } from "./use-log-filters.ts";

const KINDS = [
  "security",
  "lead.",
  "sale.",
  "appeal.",
  "user.",
  "invite.",
  "api_key.",
  "workspace.",
  "operator.",
  "source.",
] as const;

const field = "h-8 border-line-strong max-sm:h-11 max-sm:text-lg";

/** The inputs of the log's filters. */
export function LogFilters({ filters, query, change, clear }: ReturnType<typeof useLogFilters>) {
  const say = useTranslations("log.filters");
  const kinds = useTranslations("log.kinds");
  const boxOf = (name: LogFilter) => ({
    value: filters[name],
    onChange: ({ target }: { target: { value: string } }) => change(name, target.value),
  });
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b px-4 pb-3 max-sm:grid max-sm:grid-cols-2">
      <select
        aria-label={say("type")}
        {...boxOf("type")}
        className={`select w-40 max-sm:col-span-2 max-sm:w-full ${field}`}
      >
        <option value="">{say("everything")}</option>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {kinds(kind.replace(".", ""))}
          </option>
        ))}
        {filters.type && !KINDS.some((kind) => kind === filters.type) && <option>{filters.type}</option>}
      </select>
      {(["actor", "q"] as const).map((name) => (
        <Words key={name} label={say(name)} value={filters[name]} onType={(text) => change(name, text)} />
      ))}
      {(["from", "to"] as const).map((name) => (
        <label
          key={name}
          className="flex items-center gap-2 text-muted max-sm:flex-col max-sm:items-start max-sm:gap-1"
        >
          {say(name)}
          <input type="date" {...boxOf(name)} className={`input w-36 max-sm:w-full ${field}`} />
        </label>
      ))}
      {query && (
        <Button look="ghost" onClick={clear}>
          {say("clear")}
        </Button>
      )}
    </div>
  );
}

function Words({ label, value, onType }: { label: string; value: string; onType: (text: string) => void }) {
  return (
    <input
      ref={useTypedEarly(onType)}
      type="search"
      dir="auto"
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={({ target }) => onType(target.value)}
      className={`input w-40 max-sm:w-full ${field}`}
    />
  );
}
