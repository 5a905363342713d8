import { clock } from "#lib/core/clock.ts";
import { candidateOf } from "./allocate-appeals.ts";
import type { getAvailability, getDistribution, WeightRow } from "./queries.ts";
import { exclusionOf } from "./rules.ts";
import type { AvailabilityJson, DistributionJson, WeightJson } from "./schema.ts";

export function presentWeight(row: WeightRow): WeightJson {
  return {
    operator_id: row.operatorId,
    operator_name: row.operatorName,
    weight: row.weight,
    share: row.share,
  };
}

/** Target and actual shares of each source, of operators with a weight and of those who have had an appeal of it. */
export function presentDistribution(found: Awaited<ReturnType<typeof getDistribution>>): DistributionJson[] {
  return found.sources.map((source) => {
    const weights = new Map(
      found.weights
        .filter(({ sourceId }) => sourceId === source.id)
        .map(({ operatorId, weight }) => [operatorId, weight]),
    );
    const counts = new Map(
      found.counts
        .filter(({ sourceId }) => sourceId === source.id)
        .map(({ operatorId, count }) => [operatorId, count]),
    );
    const waiting = counts.get(null) ?? 0;
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const weightSum = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
    const ids = [...new Set([...weights.keys(), ...counts.keys()])].filter((id) => id !== null);
    const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);
    return {
      source_id: source.id,
      source_name: source.name,
      strategy: source.strategy,
      total,
      waiting,
      operators: ids
        .toSorted((one, other) => one - other)
        .map((id) => ({
          operator_id: id,
          operator_name: found.names.get(id) ?? "",
          weight: weights.get(id) ?? 0,
          target_share: share(weights.get(id) ?? 0, weightSum),
          actual_share: share(counts.get(id) ?? 0, total - waiting),
          appeals: counts.get(id) ?? 0,
        })),
    };
  });
}

export function presentAvailability(
  sourceId: number,
  { source, operators }: Awaited<ReturnType<typeof getAvailability>>,
): AvailabilityJson {
  const now = clock.now();
  return {
    source_id: sourceId,
    operators: operators.map((operator) => {
      const reason = exclusionOf(candidateOf(source, operator, now));
      return {
        id: operator.operatorId,
        name: operator.name,
        weight: operator.weight,
        is_active: operator.isActive,
        current_load: operator.currentLoad,
        max_load: operator.maxLoad,
        is_available: reason === undefined,
        reasons: reason ? [reason] : [],
      };
    }),
  };
}
