import { z } from "zod";
import { isForPeopleOnly, minRoleOf } from "#lib/auth/permissions.ts";
import type { Contract } from "./contract/define.ts";
import { contracts, type NamedContract } from "./contract/registry.ts";

const PROBLEM = { $ref: "#/components/schemas/Problem" };

/** Refusals that every operation has. */
const COMMON = [401, 403, 422, 429];

const DESCRIPTIONS: Record<number, string> = {
  200: "Done",
  201: "Created",
  202: "Accepted; it is done in the background",
  207: "An answer for each, in order",
  204: "Done; there is nothing to say",
  400: "A business rule says no",
  401: "Not authenticated",
  403: "The role or scope does not allow this",
  404: "There is no such thing in this workspace",
  409: "It collides with what is there, or the first request with this Idempotency-Key is still running",
  412: "Somebody changed it meanwhile; `current` is how it looks now",
  422: "The input is not valid; `errors` points at each field",
  429: "Too much at once or too often; `Retry-After` says after how many seconds to try again",
  503: "Something that Leadline depends on is away; nothing was changed",
};

type Json = Record<string, unknown>;

/** A record of named keys has them as properties: readers of the document look for what is required there. */
function namePropertiesOf({
  required,
  properties,
  propertyNames,
  additionalProperties,
}: z.core.JSONSchema.BaseSchema) {
  if (!required || properties || !propertyNames || additionalProperties === undefined) return {};
  return { properties: Object.fromEntries(required.map((name) => [name, additionalProperties])) };
}

const schemaOf = (schema: z.ZodType, io: "input" | "output"): Json => {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ jsonSchema }) => void Object.assign(jsonSchema, namePropertiesOf(jsonSchema)),
    target: "draft-2020-12",
  });
  return json;
};

function parametersOf({ method, params, query, response, paged, ignoresIdempotencyKey }: Contract): Json[] {
  const named = (schema: z.ZodType | undefined, where: "path" | "query") => {
    const { properties = {}, required = [] } = schema
      ? (schemaOf(schema, "input") as { properties?: Json; required?: string[] })
      : {};
    return Object.entries(properties).map(([name, shape]) => ({
      name,
      in: where,
      required: where === "path" || required.includes(name),
      schema: name === "id" && where === "path" ? { type: "integer", minimum: 1 } : shape,
    }));
  };
  const header = (name: string, description: string) => ({
    name,
    in: "header",
    required: false,
    description,
    schema: { type: "string" },
  });
  return [
    ...named(params, "path"),
    ...named(query, "query"),
    ...(method === "POST" && !ignoresIdempotencyKey
      ? [header("Idempotency-Key", "A repetition with the same key gets the first answer")]
      : []),
    ...(method === "PATCH" && response && !paged
      ? [header("If-Match", "The version that the change is based on, in quotes")]
      : []),
  ];
}

function responsesOf({ statuses, response, refusals = [], params, paged }: Contract): Json {
  const success = statuses.map((status) => [
    status,
    {
      description: DESCRIPTIONS[status],
      ...(paged
        ? {
            headers: {
              Link: { schema: { type: "string" }, description: 'rel="next": the next page' },
              "X-Total-Count": { schema: { type: "integer" } },
            },
          }
        : {}),
      ...(response ? { content: { "application/json": { schema: schemaOf(response, "output") } } } : {}),
    },
  ]);
  const codes = [...new Set([...COMMON, ...(params ? [404] : []), ...refusals])].sort();
  const failure = codes.map((status) => [
    status,
    {
      description: DESCRIPTIONS[status] ?? "Refused",
      content: { "application/problem+json": { schema: PROBLEM } },
    },
  ]);
  return Object.fromEntries([...success, ...failure]);
}

function operationOf({ name, tag, contract }: NamedContract): Json {
  const { summary, description, permission, body, optionalBody, example } = contract;
  return {
    operationId: name,
    tags: [tag],
    summary,
    description: [
      description,
      `Least role: ${minRoleOf(permission)}.`,
      isForPeopleOnly(permission) && "Only with a browser session, not with an API key.",
    ]
      .filter(Boolean)
      .join(" "),
    parameters: parametersOf(contract),
    ...(body
      ? {
          requestBody: {
            required: !optionalBody,
            content: {
              "application/json": {
                schema: schemaOf(body, "input"),
                ...(example?.body ? { example: example.body } : {}),
              },
            },
          },
        }
      : {}),
    responses: responsesOf(contract),
  };
}

/** The API as an OpenAPI 3.1 document, made from the contracts that the routes obey. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const named of contracts) {
    const { path, method } = named.contract;
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(named) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Leadline",
      version: "1",
      description:
        "Leads, sales and what happens to them. Send an API key as `Authorization: Bearer lk_…`. Lists are bare arrays; the next page is in `Link`. Unknown fields and parameters are refused.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/api/v1" }],
    security: [{ key: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "An API key" },
        session: { type: "apiKey", in: "cookie", name: "leadline.session", description: "A browser session" },
      },
      schemas: { Problem: schemaOf(Problem, "output") },
    },
  };
}

const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  request_id: z.string(),
  errors: z
    .array(z.object({ code: z.string(), detail: z.string(), pointer: z.string().optional() }))
    .optional(),
});
