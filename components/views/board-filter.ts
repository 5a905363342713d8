import type { Changes } from "./use-filters.ts";

type Choice = { key: string; name: string; changes: Changes };

export type BoardFilter = {
  name: string;
  /** What is chosen, in words; undefined while nothing is. */
  value: string | undefined;
  options: Choice[];
  /** The parameters that it sets. */
  parameters: string[];
};

/** The changes that take a filter away. */
export const without = ({ parameters }: BoardFilter): Changes =>
  Object.fromEntries(parameters.map((name) => [name, undefined]));
