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
  name: text(MAX_NAME).describe("Name of the source."),
  kind: z.enum(SOURCE_KINDS).describe("What kind of channel the source is."),
  description: optionalLongText(500).describe("What the source is for."),
  strategy: z.enum(STRATEGIES).describe("How an operator is chosen for an appeal."),
  department_id: id.nullable().describe("Department that the source belongs to."),
  required_skills: z
    .array(text(60))
    .max(20)
    .describe("Skills that an operator needs for appeals of the source."),
  acknowledge_seconds: z
    .number()
    .int()
    .min(5)
    .max(86_400)
    .nullable()
    .describe("Accept time limit (seconds). Null sets none."),
};

export const CreateSourceInput = z
  .strictObject({
    code: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, "must be small Latin letters, digits, - and _")
      .describe("Code of the source, unique in the workspace. Made from the name by default."),
    ...fields,
  })
  .partial()
  .required({ name: true });
export type CreateSourceInput = z.infer<typeof CreateSourceInput>;

export const UpdateSourceInput = z
  .strictObject({
    ...fields,
    version: z
      .number()
      .int()
      .min(1)
      .max(2_147_483_647)
      .describe("Version that the change is based on. A stale one is refused with 412."),
  })
  .partial();
export type UpdateSourceInput = z.infer<typeof UpdateSourceInput>;

export const SOURCE_SORTS = ["created_at", "name", "code"] as const;

/** What the list of sources is filtered and sorted by; `q` looks at names and codes. */
export const SourcesQuery = z.strictObject({
  ...wholeQuery,
  kind: fields.kind.optional().describe("Sources of this kind."),
  strategy: fields.strategy.optional().describe("Sources with this strategy."),
  department_id: z.coerce.number().pipe(id).optional().describe("Sources of this department."),
  q: text(200).optional().describe("Words of the name or the code."),
  sort: sortParameter(SOURCE_SORTS).describe("Order; `-` is descending."),
});
export type SourcesQuery = z.infer<typeof SourcesQuery>;

export const SourceJson = z.object({
  id: id.describe("Id of the source."),
  code: z.string().describe("Code of the source, unique in the workspace."),
  name: z.string().describe("Name of the source."),
  kind: z.enum(SOURCE_KINDS).describe("What kind of channel the source is."),
  description: z.string().nullable().describe("What the source is for."),
  strategy: z.enum(STRATEGIES).describe("How an operator is chosen for an appeal."),
  department_id: id.nullable().describe("Department that the source belongs to."),
  required_skills: z.array(z.string()).describe("Skills that an operator needs for appeals of the source."),
  acknowledge_seconds: z.number().nullable().describe("Accept time limit (seconds). Null sets none."),
  version: z.number().describe("Number of the latest change. Send it with your own change."),
  created_at: z.string().describe("When the source was created."),
  updated_at: z.string().describe("When the source was last changed."),
});
export type SourceJson = z.infer<typeof SourceJson>;
