import type { z } from "zod";
import { isForPeopleOnly, minRoleOf } from "#lib/auth/permissions.ts";
import type { Contract } from "./contract/define.ts";
import { problemCodesChapter } from "./contract/problem-codes.ts";
import { Problem } from "./contract/problems.ts";
import { contracts, type NamedContract } from "./contract/registry.ts";
import { type Json, Schemas } from "./openapi-schemas.ts";

/** Refusals that every operation has. */
const COMMON = [401, 403, 422, 429];

const DESCRIPTIONS: Record<number, string> = {
  200: "Done.",
  201: "Created.",
  202: "Accepted. The work continues in the background.",
  207: "One result for each item, in order.",
  204: "Done. The response has no body.",
  400: "A business rule does not allow this.",
  401: "The request has no valid API key or session.",
  403: "The role or scope does not allow this.",
  404: "The workspace has no such record, or you cannot see it.",
  409: "The request conflicts with an existing record, or the first request with this Idempotency-Key is still running.",
  412: "The record was changed after you read it. `current` is the record as it is now.",
  422: "The input is not valid. `errors` points to each field.",
  429: "Too many requests. `Retry-After` is the number of seconds to wait.",
  503: "A service that Leadline needs does not answer. Nothing was changed.",
};

const INTRODUCTION = `The API of Leadline: leads, sales, enquiries ("appeals") and everything around them.

## Authentication

Send an API key as \`Authorization: Bearer lk_…\`. The scope of a key is \`read\`, \`write\` or \`admin\`. A browser session works too.

## Conventions

- Names are in snake_case. Unknown fields and parameters are refused.
- A list is a bare JSON array. The header \`Link\` has the address of the next page; \`count=true\` adds \`X-Total-Count\`.
- Times are in ISO 8601, in UTC. A day in a filter is a day of the workspace's calendar.
- Amounts are numbers with at most two decimals, and have a currency beside them.
- Send a header \`Idempotency-Key\` with a POST to repeat it safely: the same request with the same key gets the first response, for 24 hours.
- Errors are \`application/problem+json\` (RFC 9457).

${problemCodesChapter}`;

/** What an id in a path is of: `/api-keys/{id}` is of an API key. */
function recordOf(path: string): string {
  const [, segment = "record"] = path.match(/\/([\w-]+)\/\{id\}/) ?? [];
  return segment.replace(/s$/, "").replaceAll("-", " ").replace("api", "API");
}

function parametersOf(schemas: Schemas, contract: Contract): Json[] {
  const { method, path, params, query, response, paged, ignoresIdempotencyKey } = contract;
  const named = (schema: z.ZodType | undefined, where: "path" | "query") => {
    const { properties = {}, required = [] } = schema
      ? (schemas.write(schema, "input") as { properties?: Record<string, Json>; required?: string[] })
      : {};
    return Object.entries(properties).map(([name, { description, ...shape }]) => ({
      name,
      in: where,
      required: where === "path" || required.includes(name),
      ...(name === "id" && where === "path"
        ? { description: `Id of the ${recordOf(path)}.`, schema: { type: "integer", minimum: 1 } }
        : { ...(description ? { description } : {}), schema: shape }),
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
      ? [
          header(
            "Idempotency-Key",
            "A key of your choice. A repetition with the same key gets the first response.",
          ),
        ]
      : []),
    ...(method === "PATCH" && response && !paged
      ? [header("If-Match", "The `version` of the record that you change, in quotes. Use it or `version`.")]
      : []),
  ];
}

function responsesOf(schemas: Schemas, { statuses, response, refusals = [], params, paged }: Contract): Json {
  const pages = {
    headers: {
      Link: { schema: { type: "string" }, description: 'The next page, with `rel="next"`.' },
      "X-Total-Count": {
        schema: { type: "integer" },
        description: "How many records the list has, with `count=true`.",
      },
    },
  };
  const success = statuses.map((status) => [
    status,
    {
      description: DESCRIPTIONS[status],
      ...(paged ? pages : {}),
      ...(response ? { content: { "application/json": { schema: schemas.of(response, "output") } } } : {}),
    },
  ]);
  const codes = [...new Set([...COMMON, ...(params ? [404] : []), ...refusals])].sort();
  const failure = codes.map((status) => [
    status,
    {
      description: DESCRIPTIONS[status] ?? "Refused.",
      content: { "application/problem+json": { schema: schemas.of(Problem, "output") } },
    },
  ]);
  return Object.fromEntries([...success, ...failure]);
}

function operationOf(schemas: Schemas, { name, tag, contract }: NamedContract): Json {
  const { summary, description, permission, body, optionalBody, example } = contract;
  return {
    operationId: name,
    tags: [tag],
    summary,
    description: [
      description,
      `Minimum role: ${minRoleOf(permission)}.`,
      isForPeopleOnly(permission) && "Needs a browser session; an API key is refused.",
    ]
      .filter(Boolean)
      .join(" "),
    parameters: parametersOf(schemas, contract),
    ...(body
      ? {
          requestBody: {
            required: !optionalBody,
            content: {
              "application/json": {
                schema: schemas.of(body, "input"),
                ...(example?.body ? { example: example.body } : {}),
              },
            },
          },
        }
      : {}),
    responses: responsesOf(schemas, contract),
  };
}

let document: Json | undefined;

/**
 * The API as an OpenAPI 3.1 document, made from the contracts that the routes obey. It is made once: everyone may read
 * it, and making it takes a tenth of a second.
 */
export function openApiDocument(): Json {
  document ??= makeDocument();
  return document;
}

function makeDocument(): Json {
  const schemas = new Schemas();
  const paths: Record<string, Json> = {};
  for (const named of contracts) {
    const { path, method } = named.contract;
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(schemas, named) };
  }
  const byName = Object.entries(schemas.components).sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    openapi: "3.1.0",
    info: {
      title: "Leadline",
      version: "1",
      description: INTRODUCTION,
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
      schemas: Object.fromEntries(byName),
    },
  };
}
