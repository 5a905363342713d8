import { useSearchParams } from "next/navigation";
import { replaceAddress } from "#components/ui/address.ts";

/** Changed query parameters; undefined removes one. */
export type Changes = Record<string, string | undefined>;

/**
 * The filters of a board, which are in the address.
 * @param base the board's path
 */
export function useFilters(base: string) {
  const parameters = useSearchParams();
  return {
    parameters,
    /** The address with some parameters changed. */
    hrefOf: (changes: Changes) => changedAddress(base, parameters, changes),
    /**
     * Changes some parameters. The board loads its own data, so no page is requested. It starts from the current
     * address, because two changes may come before the next render.
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
