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
  summary: "List saved views",
  description:
    "Returns your own views and the shared ones. The whole list is returned unless you send `limit` or `cursor`.",
  query: ViewsQuery,
  statuses: [200],
  response: z.array(ViewJson),
  paged: true,
});

export const createView = defineContract({
  method: "POST",
  path: "/views",
  permission: "view:create",
  summary: "Create a saved view",
  description:
    "Saves filters of a board under a name. A view belongs to a person, so an API key cannot create one.",
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
  summary: "Count the cards of views",
  description:
    "Returns how many cards each view of a board has. Cards are counted up to 1,000 where no counter has the number. A view that takes too long to count is left out.",
  query: ViewCountsQuery,
  statuses: [200],
  response: z.array(ViewCountJson),
});

export const getView = defineContract({
  method: "GET",
  path: "/views/{id}",
  permission: "view:read",
  summary: "Get a saved view",
  description: "Returns a view that you can see.",
  params: idParams,
  statuses: [200],
  response: ViewJson,
});

export const updateView = defineContract({
  method: "PATCH",
  path: "/views/{id}",
  permission: "view:change",
  summary: "Update a saved view",
  description: "Renames, changes or shares a view.",
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
  description: "Deletes a view for everyone who has it.",
  params: idParams,
  statuses: [204],
});
