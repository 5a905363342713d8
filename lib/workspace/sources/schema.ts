import { z } from "zod";
import { MAX_NAME } from "#lib/core/limits.ts";
import { wholeQuery } from "#lib/core/paging.ts";
import { sortParameter } from "#lib/core/sorting.ts";
import { id, optionalLongText, text } from "#lib/core/text.ts";
import { STRATEGIES } from "./rules.ts";

export const SOURCE_KINDS = ["scanner", "partner", "manual", "telegram", "web", "api"] as const;

/** What a new workspace can receive leads from. */
export const FIRST_SOURCES = [
  { code: "scanner", name: "Scanner", kind: "scanner" },
  { code: "partner", name: "Partner", kind: "partner" },
  { code: "manual", name: "Manual", kind: "manual" },
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];
export type Strategy = (typeof STRATEGIES)[number];

const fields = {
  name: text(MAX_NAME),
  kind: z.enum(SOURCE_KINDS),
  description: optionalLongText(500),
  strategy: z.enum(STRATEGIES),
  department_id: id.nullable(),
  required_skills: z.array(text(60)).max(20),
  acknowledge_seconds: z.number().int().min(5).max(86_400).nullable(),
};

export const CreateSourceInput = z
  .strictObject({
    code: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, "must be small Latin letters, digits, - and _"),
    ...fields,
  })
  .partial()
  .required({ name: true });
export type CreateSourceInput = z.infer<typeof CreateSourceInput>;

export const UpdateSourceInput = z
  .strictObject({ ...fields, version: z.number().int().min(1).max(2_147_483_647) })
  .partial();
export type UpdateSourceInput = z.infer<typeof UpdateSourceInput>;

export const SOURCE_SORTS = ["created_at", "name", "code"] as const;

/** What the list of sources is filtered and sorted by; `q` looks at names and codes. */
export const SourcesQuery = z.strictObject({
  ...wholeQuery,
  kind: fields.kind.optional(),
  strategy: fields.strategy.optional(),
  department_id: z.coerce.number().pipe(id).optional(),
  q: text(200).optional(),
  sort: sortParameter(SOURCE_SORTS),
});
export type SourcesQuery = z.infer<typeof SourcesQuery>;

export const SourceJson = z.object({
  id,
  code: z.string(),
  name: z.string(),
  kind: z.enum(SOURCE_KINDS),
  description: z.string().nullable(),
  strategy: z.enum(STRATEGIES),
  department_id: id.nullable(),
  required_skills: z.array(z.string()),
  acknowledge_seconds: z.number().nullable(),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type SourceJson = z.infer<typeof SourceJson>;
