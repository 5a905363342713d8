import { useSearchParams } from "next/navigation";
import { DAY } from "#lib/core/clock.ts";

/** Parameters of an address that change; undefined takes one away. */
export type Changes = Record<string, string | undefined>;

/** The filters of a board, which stand in the address. @param base the board's path */
export function useFilters(base: string) {
  const parameters = useSearchParams();
  const from = parameters.get("created_from");
  return {
    parameters,
    /** The address with some parameters changed. */
    hrefOf: (changes: Changes) => changedAddress(base, parameters, changes),
    /**
     * Changes some parameters at once: the board reads what it shows by itself, so no page is asked for. From the
     * address of now, because two changes may come before the screen is drawn again.
     */
    go: (changes: Changes) => {
      const now = new URLSearchParams(window.location.search);
      window.history.replaceState(null, "", changedAddress(base, now, changes));
    },
    /** How many days the cards are old at most; undefined where age does not matter. */
    age: from ? Math.round((Date.now() - Date.parse(from)) / DAY) : undefined,
    youngerThan: (days: number): Changes => ({
      created_from: new Date(Date.now() - days * DAY).toISOString(),
    }),
  };
}

function changedAddress(base: string, parameters: URLSearchParams, changes: Changes): string {
  const next = new URLSearchParams(parameters);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  return `${base}${next.size > 0 ? `?${next}` : ""}`;
}
