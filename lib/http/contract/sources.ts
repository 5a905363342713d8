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
  summary: "Where leads come from",
  description: "Answers whole unless `limit` or `cursor` asks for a page.",
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
  summary: "Read a source",
  params: idParams,
  statuses: [200],
  response: SourceJson,
});

export const updateSource = defineContract({
  method: "PATCH",
  path: "/sources/{id}",
  permission: "source:manage",
  summary: "Change a source",
  params: idParams,
  body: UpdateSourceInput,
  statuses: [200],
  response: SourceJson,
  refusals: [412],
});
