import { z } from "zod";
import { HistoryQuery } from "#lib/core/listing.ts";
import { CalibrationJson, CalibrationQuery, ModelCardJson, ModelJson } from "#lib/scoring/learning/schema.ts";
import { defineContract } from "./define.ts";
import { idParams } from "./params.ts";

export const listModels = defineContract({
  method: "GET",
  path: "/scoring/models",
  permission: "scoring:read",
  summary: "List scoring models",
  description:
    "Returns every trained model, newest first. The champion scores when the provider is `model`; without a champion, the rules do.",
  query: HistoryQuery,
  statuses: [200],
  response: z.array(ModelJson),
  paged: true,
});

export const trainModel = defineContract({
  method: "POST",
  path: "/scoring/models",
  permission: "scoring:train",
  summary: "Train a scoring model",
  description:
    "Trains a model on the known outcomes now; this also happens every night. The model becomes the champion if it predicts the newest outcomes better than the present scoring. Otherwise it is rejected, with the reason in `verdict`.",
  statuses: [201],
  response: ModelJson,
  refusals: [400, 409],
  callsOutside: true,
});

export const getModel = defineContract({
  method: "GET",
  path: "/scoring/models/{id}",
  permission: "scoring:read",
  summary: "Get a scoring model",
  description:
    "Returns what the model learned, how well it predicts, and how much the leads have changed since.",
  params: idParams,
  statuses: [200],
  response: ModelCardJson,
});

export const calibration = defineContract({
  method: "GET",
  path: "/scoring/calibration",
  permission: "scoring:read",
  summary: "Compare scores with outcomes",
  description:
    "Each lead counts once, by the first score that the provider gave it. A day in `from` or `to` is a day of the workspace's calendar. Without them, scores cover all history, and overrides the last 90 days.",
  query: CalibrationQuery,
  statuses: [200],
  response: CalibrationJson,
});
