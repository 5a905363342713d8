import { useSearchParams } from "next/navigation";
import { replaceAddress } from "#components/ui/address.ts";

/** Parameters of an address that change; undefined takes one away. */
export type Changes = Record<string, string | undefined>;

/** The filters of a board, which stand in the address. @param base the board's path */
export function useFilters(base: string) {
  const parameters = useSearchParams();
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
      replaceAddress(changedAddress(base, now, changes));
    },
  };
}

/** An address with some of its parameters changed. */
export function changedAddress(base: string, parameters: URLSearchParams, changes: Changes): string {
  const next = new URLSearchParams(parameters);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  return `${base}${next.size > 0 ? `?${next}` : ""}`;
}
