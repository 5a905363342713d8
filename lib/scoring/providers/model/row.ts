import type { ScoringInput } from "../../schema.ts";
import type { Pair } from "./crosses.ts";
import { inferSpecs } from "./encode.ts";
import type { FitOptions } from "./fit.ts";
import { rulePrior } from "./prior.ts";
import type { Example, Row } from "./schema.ts";

/**
 * The features of a lead. The business domain is a category, compared without case; rare ones, such as internet
 * addresses that were stored as a domain, are encoded as "other".
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

/** The pairs of features that may become crosses: few, and each with a meaning that a person understands. */
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
 * The options for fitting a model to leads. Features with the same value in all leads are left out: they explain
 * nothing, and in a cross they would take half of the effect of the other feature.
 */
export function fitOptionsOf(examples: Example[]): Required<Pick<FitOptions, "specs" | "crossable">> {
  const rows = examples.map(({ row }) => row);
  const valuesOf = (name: string) => new Set(rows.map((row) => row[name] ?? null));
  const specs = inferSpecs(rows).filter(({ name }) => valuesOf(name).size > 1);
  const isVaried = (name: string) => specs.some((spec) => spec.name === name) && knownOf(valuesOf(name)) > 1;
  return { specs, crossable: CROSSABLE.filter((pair) => pair.every(isVaried)) };
}

const knownOf = (values: Set<Row[string]>) => values.size - Number(values.has(null));
