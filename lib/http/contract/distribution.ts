import { z } from "zod";
import {
  AvailabilityJson,
  DistributionJson,
  SetWeightsInput,
  SimulateInput,
  SimulationJson,
  WeightJson,
  WeightsSetJson,
} from "#lib/conversations/distribution/schema.ts";
import { OperatorJson, OperatorStatsJson, SetPresenceInput } from "#lib/workspace/team/schema.ts";
import { defineContract } from "./define.ts";
import { idParams } from "./params.ts";

export const setWeights = defineContract({
  method: "POST",
  path: "/sources/{id}/weights",
  permission: "source:manage",
  summary: "Replace who gets which share of a source",
  params: idParams,
  body: SetWeightsInput,
  statuses: [200],
  response: WeightsSetJson,
  example: { body: [{ operator_id: 1, weight: 30 }] },
});

export const listWeights = defineContract({
  method: "GET",
  path: "/sources/{id}/weights",
  permission: "source:read",
  summary: "Who gets which share of a source",
  params: idParams,
  statuses: [200],
  response: z.array(WeightJson),
});

export const simulateSource = defineContract({
  method: "POST",
  path: "/sources/{id}/simulate",
  permission: "source:manage",
  summary: "Replay the past arrivals with other weights or another strategy",
  description: "Changes nothing. At most the newest 5,000 arrivals are replayed.",
  callsOutside: true,
  params: idParams,
  body: SimulateInput,
  statuses: [200],
  response: SimulationJson,
  example: { body: { weights: [{ operator_id: 1, weight: 30 }], period_days: 30 } },
});

export const getDistribution = defineContract({
  method: "GET",
  path: "/stats/distribution",
  permission: "dashboard:read",
  summary: "How the appeals of each source went to its operators",
  statuses: [200],
  response: z.array(DistributionJson),
});

export const getAvailability = defineContract({
  method: "GET",
  path: "/stats/sources/{id}/operators",
  permission: "source:read",
  summary: "Who could take the next appeal of a source, and why the others could not",
  params: idParams,
  statuses: [200],
  response: AvailabilityJson,
});

export const setPresence = defineContract({
  method: "POST",
  path: "/operators/{id}/presence",
  permission: "presence:set",
  summary: "Say that an operator is there, away or gone",
  description:
    "Said every half minute it is the sign of life; without one for two minutes it counts as gone.",
  params: idParams,
  body: SetPresenceInput,
  statuses: [200],
  response: OperatorJson,
});

export const getOperatorStats = defineContract({
  method: "GET",
  path: "/operators/{id}/stats",
  permission: "operator:read",
  summary: "What an operator has open and has done today and in 30 days",
  params: idParams,
  statuses: [200],
  response: OperatorStatsJson,
});
