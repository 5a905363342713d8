import { replayArrivals } from "#lib/conversations/distribution/replay-arrivals.ts";
import { STRATEGIES } from "#lib/workspace/sources/rules.ts";
import type { Strategy } from "#lib/workspace/sources/schema.ts";
import { type Figures, figuresOf, problemsOf, rowOf } from "./distribution-figures.ts";
import { replayOf, SCENARIOS, type Scenario, SEEDS } from "./distribution-scenarios.ts";

/** The figures of a strategy in a scenario over all seeds; each seed gives every strategy the same arrivals. */
function measure(scenario: Scenario, strategy: Strategy): Figures {
  const outcomes = Array.from({ length: SEEDS }, (_, place) =>
    replayArrivals(replayOf(scenario, strategy, place + 1)),
  );
  return figuresOf(strategy, outcomes);
}

console.log(
  `${SEEDS} seeds. Means over the seeds; of streaks, losses, reassignments and |d| the worst seed.`,
);
console.log("Share error: the largest |handled − entitlement|, in percentage points of all appeals.");
const problems = SCENARIOS.flatMap((scenario) => {
  const figures = STRATEGIES.map((strategy) => measure(scenario, strategy));
  console.log(`\n${scenario.name}`);
  console.table(Object.fromEntries(figures.map((figure) => [figure.strategy, rowOf(figure)])));
  return problemsOf(figures).map((problem) => `${scenario.name}: ${problem}`);
});
for (const problem of problems) console.error(`NOT MET  ${problem}`);
if (problems.length === 0) console.log("\nEverything that must hold holds.");
process.exit(problems.length === 0 ? 0 : 1);
