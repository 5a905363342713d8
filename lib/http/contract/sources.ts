import { z } from "zod";
import {
  CreateSourceInput,
  SourceJson,
  SourcesQuery,
  UpdateSourceInput,
} from "#lib/workspace/sources/schema.ts";
import { defineContract } from "./define.ts";
import { idParams } from "./params.ts";

export const listSources = defineContract({
  method: "GET",
  path: "/sources",
  permission: "source:read",
  summary: "List sources",
  description:
    "Returns where leads and appeals come from. The whole list is returned unless you send `limit` or `cursor`.",
  query: SourcesQuery,
  statuses: [200],
  response: z.array(SourceJson),
  paged: true,
});

export const createSource = defineContract({
  method: "POST",
  path: "/sources",
  permission: "source:manage",
  summary: "Create a source",
  description: "Creates a source that leads and appeals can come from. A taken code is a 409.",
  body: CreateSourceInput,
  statuses: [201],
  response: SourceJson,
  refusals: [409],
  example: { body: { name: "Telegram main", code: "telegram-main", kind: "telegram" } },
});

export const getSource = defineContract({
  method: "GET",
  path: "/sources/{id}",
  permission: "source:read",
  summary: "Get a source",
  description: "Returns a source.",
  params: idParams,
  statuses: [200],
  response: SourceJson,
});

export const updateSource = defineContract({
  method: "PATCH",
  path: "/sources/{id}",
  permission: "source:manage",
  summary: "Update a source",
  description:
    "Changes the fields that you send. Send `version` in the body or in If-Match; a stale one is a 412.",
  params: idParams,
  body: UpdateSourceInput,
  statuses: [200],
  response: SourceJson,
  refusals: [412],
});
