import type { ScoringInput } from "../../schema.ts";
import { rulePrior } from "./prior.ts";
import type { Example, Row } from "./schema.ts";

/** What a model may learn of: a domain itself belongs to one lead and says nothing of another. */
export function rowOf({ business_domain: _, ...row }: ScoringInput): Row {
  return row;
}

/** A lead with its outcome, as a model learns from it. */
export const exampleOf = (input: ScoringInput, isWon: boolean): Example => ({
  row: rowOf(input),
  outcome: isWon,
  prior: rulePrior(input),
});
