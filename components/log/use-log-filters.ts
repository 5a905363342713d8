import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { pushAddress, replaceAddress } from "#components/ui/address.ts";
import { MAX_DAY, MIN_DAY } from "#lib/core/limits.ts";

const NAMES = ["type", "actor", "from", "to", "q"] as const;
export type LogFilter = (typeof NAMES)[number];
type LogFilters = Record<LogFilter, string>;

/** Milliseconds after the last change before the log is reloaded. */
const PAUSE = 250;

function filtersOf(query: string): LogFilters {
  const parameters = new URLSearchParams(query);
  const of = (name: LogFilter) => parameters.get(name) ?? "";
  return {
    type: of("type"),
    actor: of("actor"),
    from: of("from"),
    to: of("to"),
    q: of("q"),
  };
}

/** A date input returns the year 0002 while the person is still typing 2026. */
const isStillTyped = (name: LogFilter, value: string) =>
  (name === "from" || name === "to") && (value < MIN_DAY || value > MAX_DAY);

/** The filters as parameters of the address and of the API. */
const queryOf = (filters: LogFilters): string =>
  new URLSearchParams(
    NAMES.flatMap((name) => {
      const value = filters[name].trim();
      return value && !isStillTyped(name, value) ? [[name, value]] : [];
    }),
  ).toString();

const pathOf = (query: string) => `/log${query ? `?${query}` : ""}`;

/**
 * The log's filters as its inputs show them. The address follows shortly after the last change. If something else
 * changes the address, such as a link or Back, the inputs follow it.
 */
export function useLogFilters() {
  const inAddress = queryOf(filtersOf(useSearchParams().toString()));
  const [filters, setFilters] = useState(() => filtersOf(inAddress));
  const [seen, setSeen] = useState(inAddress);
  const [written, setWritten] = useState(inAddress);
  if (inAddress !== seen) {
    setSeen(inAddress);
    // Keeps what was typed since the address was last written.
    if (inAddress !== written) {
      setWritten(inAddress);
      setFilters(filtersOf(inAddress));
    }
  }
  // A history step can come before React has rendered the previous change, and then looks like no change.
  useEffect(() => {
    const follow = () => {
      const now = filtersOf(window.location.search);
      setWritten(queryOf(now));
      setFilters(now);
    };
    window.addEventListener("popstate", follow);
    return () => window.removeEventListener("popstate", follow);
  }, []);
  const query = queryOf(filters);
  useEffect(() => {
    if (query === inAddress) return;
    const timer = setTimeout(() => {
      setWritten(query);
      replaceAddress(pathOf(query));
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [query, inAddress]);
  return {
    filters,
    /** The values of the inputs. */
    query,
    /** The filters of the address, which are the ones in effect. */
    inAddress,
    change: (name: LogFilter, value: string) => setFilters((before) => ({ ...before, [name]: value })),
    clear: () => {
      setFilters(filtersOf(""));
      setWritten("");
      pushAddress(pathOf(""));
    },
  };
}
