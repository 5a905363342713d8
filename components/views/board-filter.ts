import type { Changes } from "./use-filters.ts";

type Choice = { key: string; name: string; changes: Changes };

export type BoardFilter = {
  name: string;
  /** The chosen value as a text; undefined without one. */
  value: string | undefined;
  options: Choice[];
  /** The query parameters that the filter sets. */
  parameters: string[];
};

/** The changes that clear a filter. */
export const without = ({ parameters }: BoardFilter): Changes =>
  Object.fromEntries(parameters.map((name) => [name, undefined]));
