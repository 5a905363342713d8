import { z } from "zod";
import {
  CreateViewInput,
  UpdateViewInput,
  ViewCountJson,
  ViewCountsQuery,
  ViewJson,
  ViewsQuery,
} from "#lib/pipeline/views/schema.ts";
import { defineContract } from "./define.ts";
import { idParams } from "./params.ts";

export const listViews = defineContract({
  method: "GET",
  path: "/views",
  permission: "view:read",
  summary: "List the caller's saved views and the shared ones",
  description: "Answers whole unless `limit` or `cursor` asks for a page.",
  query: ViewsQuery,
  statuses: [200],
  response: z.array(ViewJson),
  paged: true,
});

export const createView = defineContract({
  method: "POST",
  path: "/views",
  permission: "view:create",
  summary: "Keep filters of a board under a name",
  description: "A view belongs to a person: an API key cannot make one.",
  body: CreateViewInput,
  statuses: [201],
  response: ViewJson,
  refusals: [400],
  example: { body: { board: "leads", name: "Partners, ready", query: "source=partner&min_score=0.6" } },
});

export const countViews = defineContract({
  method: "GET",
  path: "/views/counts",
  permission: "view:read",
  summary: "How many cards each view of a board has",
  description: "Counted up to 1000 where no counter knows. A view that takes too long to count is left out.",
  query: ViewCountsQuery,
  statuses: [200],
  response: z.array(ViewCountJson),
});

export const getView = defineContract({
  method: "GET",
  path: "/views/{id}",
  permission: "view:read",
  summary: "Read a saved view",
  params: idParams,
  statuses: [200],
  response: ViewJson,
});

export const updateView = defineContract({
  method: "PATCH",
  path: "/views/{id}",
  permission: "view:change",
  summary: "Rename, change or share a saved view",
  params: idParams,
  body: UpdateViewInput,
  statuses: [200],
  response: ViewJson,
});

export const deleteView = defineContract({
  method: "DELETE",
  path: "/views/{id}",
  permission: "view:change",
  summary: "Delete a saved view",
  params: idParams,
  statuses: [204],
});
