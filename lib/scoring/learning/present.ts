import { driftOf, observedToExpected } from "#lib/scoring/providers/model/drift.ts";
import { columnStarts, featureNames, widthOf } from "#lib/scoring/providers/model/encode.ts";
import { nameOfModel } from "#lib/scoring/providers/model/provider.ts";
import { rowOf } from "#lib/scoring/providers/model/row.ts";
import type { Encoder, PlainFeature } from "#lib/scoring/providers/model/schema.ts";
import type { ModelCard, ModelSummary } from "./queries.ts";
import { Contest, LearntFeature, type ModelCardJson, type ModelJson, type ValueOdds } from "./schema.ts";
import { knownOrNull, Parameters } from "./train-candidate.ts";

export function presentModel(model: ModelSummary): ModelJson {
  return {
    id: model.id,
    name: nameOfModel(model.id),
    status: model.status,
    verdict: model.verdict,
    outcomes: model.outcomes,
    won: model.positives,
    metrics: Contest.parse(model.metrics),
    rival_id: model.rivalId,
    is_demo: model.isDemo,
    trained_at: model.createdAt.toISOString(),
    retired_at: model.retiredAt?.toISOString() ?? null,
  };
}

/** With fewer recent leads, a drift would be a random difference. */
const MIN_RECENT = 50;

export function presentModelCard({ model, recent, judged }: ModelCard): ModelCardJson {
  const { serving, columnCounts } = Parameters.parse(model.parameters);
  const drift = recent.length < MIN_RECENT ? [] : driftOf(serving.encoder, columnCounts, recent.map(rowOf));
  const alone = LearntFeature.array().parse(model.features);
  const starts = columnStarts(serving.encoder);
  const { observed, expected, ratio, alarm } = observedToExpected(judged);
  return {
    ...presentModel(model),
    base_odds: Math.exp(serving.intercept),
    features: featureNames(serving.encoder).map((feature, at) => {
      const drifted = drift.find((one) => one.feature === feature);
      const learnt = alone.find((one) => one.feature === feature);
      return {
        feature,
        auc_alone: learnt?.auc_alone ?? null,
        leaks: learnt?.leaks ?? false,
        psi: drifted?.psi ?? null,
        drift: drifted?.level ?? null,
        values: valuesOf(serving.encoder, at).map((value, place) => ({
          ...value,
          odds: Math.exp(serving.weights[(starts[at] ?? 0) + place] ?? 0),
          count: columnCounts[(starts[at] ?? 0) + place] ?? 0,
        })),
      };
    }),
    recent_leads: recent.length,
    since: { outcomes: judged.length, observed, expected, ratio: knownOrNull(ratio), alarm },
  };
}

type Value = Omit<ValueOdds, "odds" | "count">;

const OTHER: Value = { kind: "other", value: null, from: null, to: null };
const MISSING: Value = { ...OTHER, kind: "missing" };
const level = (value: Value["value"]): Value => ({ ...OTHER, kind: "level", value });

/** The value that each column of a feature stands for, in the order of the columns. */
function valuesOf({ features, crosses }: Encoder, at: number): Value[] {
  const feature = features[at];
  if (feature) return plainValuesOf(feature);
  const cross = crosses[at - features.length];
  const [one = [], other = []] = (cross?.of ?? []).map((name) =>
    features.filter((plain) => plain.name === name).flatMap(plainValuesOf),
  );
  const pairs = (cross?.pairs ?? []).map(([left, right]) =>
    level([one[left], other[right]].map(wordOf).join(" × ")),
  );
  return [...pairs, OTHER];
}

function plainValuesOf(feature: PlainFeature): Value[] {
  if (feature.kind === "category") return [...feature.levels.map(level), OTHER, MISSING];
  if (feature.kind === "boolean") return [level(false), level(true), MISSING];
  const { edges } = feature;
  const ranges = Array.from({ length: widthOf(feature) - 1 }, (_, bin): Value => {
    return { kind: "range", value: null, from: edges[bin - 1] ?? null, to: edges[bin] ?? null };
  });
  return [...ranges, MISSING];
}

/** One value of a cross, in short. */
function wordOf(value: Value | undefined): string {
  if (value?.kind === "range") return `${value.from ?? ""}…${value.to ?? ""}`;
  return value?.kind === "level" ? String(value.value) : "–";
}
