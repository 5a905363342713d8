import { useRouter, useSearchParams } from "next/navigation";
import { DAY } from "#lib/core/clock.ts";

/** Parameters of an address that change; undefined takes one away. */
export type Changes = Record<string, string | undefined>;

/** The filters of a board, which stand in the address. @param base the board's path */
export function useFilters(base: string) {
  const parameters = useSearchParams();
  const router = useRouter();
  /** The address with some parameters changed. */
  const hrefOf = (changes: Changes) => {
    const next = new URLSearchParams(parameters);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) next.delete(name);
      else next.set(name, value);
    }
    return `${base}${next.size > 0 ? `?${next}` : ""}`;
  };
  const from = parameters.get("created_from");
  return {
    parameters,
    hrefOf,
    go: (changes: Changes) => router.replace(hrefOf(changes), { scroll: false }),
    /** How many days the cards are old at most; undefined where age does not matter. */
    age: from ? Math.round((Date.now() - Date.parse(from)) / DAY) : undefined,
    youngerThan: (days: number): Changes => ({
      created_from: new Date(Date.now() - days * DAY).toISOString(),
    }),
  };
}
