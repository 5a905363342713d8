import { z } from "zod";
import { HistoryQuery } from "#lib/core/listing.ts";
import { CalibrationJson, CalibrationQuery, ModelCardJson, ModelJson } from "#lib/scoring/learning/schema.ts";
import { defineContract } from "./define.ts";
import { idParams } from "./params.ts";

export const listModels = defineContract({
  method: "GET",
  path: "/scoring/models",
  permission: "scoring:read",
  summary: "Every model that was trained, newest first",
  description: "The champion scores where the provider is `model`; without one the rules do.",
  query: HistoryQuery,
  statuses: [200],
  response: z.array(ModelJson),
  paged: true,
});

export const trainModel = defineContract({
  method: "POST",
  path: "/scoring/models",
  permission: "scoring:train",
  summary: "Learn from the outcomes now",
  description:
    "It happens every night by itself. The model becomes the champion when it foretells the newest outcomes better than whoever scores now; otherwise it is rejected, and says why.",
  statuses: [201],
  response: ModelJson,
  refusals: [400, 409],
  callsOutside: true,
});

export const getModel = defineContract({
  method: "GET",
  path: "/scoring/models/{id}",
  permission: "scoring:read",
  summary: "A model: what it learnt, how well it does, and whether the leads have changed since",
  params: idParams,
  statuses: [200],
  response: ModelCardJson,
});

export const calibration = defineContract({
  method: "GET",
  path: "/scoring/calibration",
  permission: "scoring:read",
  summary: "Scores against what really happened",
  description:
    "Each lead counts once, by the first score that the provider gave it. A day in from or to is a day of the workspace; without them all of history counts, and of the overrides the last 90 days.",
  query: CalibrationQuery,
  statuses: [200],
  response: CalibrationJson,
});
