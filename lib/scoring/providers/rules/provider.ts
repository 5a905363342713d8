import { ruleScore } from "../../rules.ts";
import type { ScoringProvider } from "../provider.ts";

/** The transparent rules, computed here. Raise the model's number when a rule changes. */
export const rulesProvider: ScoringProvider = {
  name: "rules",
  model: "rules-1",
  score: async (input) => ruleScore(input),
};
