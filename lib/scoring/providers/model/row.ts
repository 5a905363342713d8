import type { ScoringInput } from "../../schema.ts";
import type { Pair } from "./crosses.ts";
import { inferSpecs } from "./encode.ts";
import type { FitOptions } from "./fit.ts";
import { rulePrior } from "./prior.ts";
import type { Example, Row } from "./schema.ts";

/**
 * What a model may learn of. The line of business is a category, whatever the case of its letters; one that few leads
 * have, such as an internet address that was stored as a domain, is among the others.
 */
export const rowOf = (input: ScoringInput): Row => ({
  ...input,
  business_domain: input.business_domain?.toLocaleLowerCase() ?? null,
});

/** A lead with its outcome, as a model learns from it. */
export const exampleOf = (input: ScoringInput, isWon: boolean): Example => ({
  row: rowOf(input),
  outcome: isWon,
  prior: rulePrior(input),
});

/** Of a lead, what may matter together: few, and each with a meaning that a person can follow. */
const CROSSABLE: Pair[] = [
  ["source", "has_business_domain"],
  ["source", "business_domain"],
  ["source", "message_count"],
  ["source", "segment"],
  ["source", "country"],
  ["stage", "days_since_created"],
  ["stage", "message_count"],
  ["intent", "mentions_budget"],
  ["intent", "is_urgent"],
];

/**
 * How a model is fitted to leads. What is the same for all of them teaches nothing, and in a cross it would
 * only take half of the credit of the other.
 */
export function fitOptionsOf(examples: Example[]): Required<Pick<FitOptions, "specs" | "crossable">> {
  const rows = examples.map(({ row }) => row);
  const valuesOf = (name: string) => new Set(rows.map((row) => row[name] ?? null));
  const specs = inferSpecs(rows).filter(({ name }) => valuesOf(name).size > 1);
  const isVaried = (name: string) => specs.some((spec) => spec.name === name) && knownOf(valuesOf(name)) > 1;
  return { specs, crossable: CROSSABLE.filter((pair) => pair.every(isVaried)) };
}

const knownOf = (values: Set<Row[string]>) => values.size - Number(values.has(null));
