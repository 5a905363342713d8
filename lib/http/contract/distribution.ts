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
  summary: "Replace the weights of a source",
  description:
    "Sets which operators get appeals of the source, and in which proportion. Operators that are not listed get none.",
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
  summary: "List the weights of a source",
  description: "Returns which operators get appeals of the source, and their shares.",
  params: idParams,
  statuses: [200],
  response: z.array(WeightJson),
});

export const simulateSource = defineContract({
  method: "POST",
  path: "/sources/{id}/simulate",
  permission: "source:manage",
  summary: "Simulate a source",
  description:
    "Replays past appeals with other weights or another strategy. Nothing is saved. At most the newest 5,000 appeals are replayed.",
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
  summary: "Get the distribution of appeals",
  description:
    "Compares, for each source, the share that each operator got with the share that their weight promises.",
  statuses: [200],
  response: z.array(DistributionJson),
});

export const getAvailability = defineContract({
  method: "GET",
  path: "/stats/sources/{id}/operators",
  permission: "source:read",
  summary: "List available operators of a source",
  description: "Returns who can get the next appeal of the source, and why the others cannot.",
  params: idParams,
  statuses: [200],
  response: AvailabilityJson,
});

export const setPresence = defineContract({
  method: "POST",
  path: "/operators/{id}/presence",
  permission: "presence:set",
  summary: "Set the presence of an operator",
  description:
    "Reports an operator as online, away or offline. Repeat it every 30 seconds; after two minutes without a report the operator counts as offline.",
  params: idParams,
  body: SetPresenceInput,
  statuses: [200],
  response: OperatorJson,
});

export const getOperatorStats = defineContract({
  method: "GET",
  path: "/operators/{id}/stats",
  permission: "operator:read",
  summary: "Get the statistics of an operator",
  description: "Returns open work, and what the operator has done today and in 30 days.",
  params: idParams,
  statuses: [200],
  response: OperatorStatsJson,
});
