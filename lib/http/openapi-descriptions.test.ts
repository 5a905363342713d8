import { expect, test } from "vitest";
import { contracts } from "./contract/registry.ts";
import { openApiDocument } from "./openapi.ts";

type Schema = { [keyword: string]: unknown; properties?: Record<string, Schema>; propertyNames?: unknown };
type Operation = {
  parameters: { name: string; in: string; description?: string }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
};
type Document = {
  info: { description: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

const document = openApiDocument() as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
);

const NESTED = ["anyOf", "oneOf", "allOf", "items", "additionalProperties", "prefixItems"];

type Field = { path: string; description: unknown };

/** Every field of a schema, including nested ones. The keys of a record, such as stages, are not fields. */
function fieldsOf(schema: unknown, path: string): Field[] {
  if (Array.isArray(schema)) return schema.flatMap((one) => fieldsOf(one, path));
  if (typeof schema !== "object" || schema === null) return [];
  const { properties = {}, propertyNames, ...rest } = schema as Schema;
  const own = propertyNames ? {} : properties;
  return [
    ...Object.entries(own).flatMap(([name, field]) => [
      { path: `${path}.${name}`, description: field.description },
      ...fieldsOf(field, `${path}.${name}`),
    ]),
    ...NESTED.flatMap((keyword) => fieldsOf(rest[keyword], path)),
  ];
}

const fields = [
  ...Object.entries(document.components.schemas).flatMap(([name, schema]) => fieldsOf(schema, name)),
  ...operations.flatMap(({ name, operation: { parameters, requestBody, responses } }) => [
    ...parameters.map(({ name: parameter, description }) => ({ path: `${name} ?${parameter}`, description })),
    ...[requestBody, ...Object.values(responses)]
      .flatMap((message) => Object.values(message?.content ?? {}))
      .flatMap(({ schema }) => fieldsOf(schema, name)),
  ]),
];

/** Complete sentences, with a capital letter and a full stop. */
const isSentence = (text: unknown) => typeof text === "string" && /^[A-Z0-9`].*[.]$/s.test(text);

test("every operation has an imperative summary and a description in sentences", () => {
  expect(contracts.length).toBeGreaterThan(100);
  const wrong = contracts.filter(
    ({ contract: { summary, description } }) => !/^[A-Z][^.;]+$/.test(summary) || !isSentence(description),
  );
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test("every field and every parameter has a description", () => {
  expect(fields.length).toBeGreaterThan(1_000);
  expect(fields.filter(({ description }) => !isSentence(description)).map(({ path }) => path)).toEqual([]);
});

test("bodies and answers are named schemas, or lists of them", () => {
  const unnamed = operations.flatMap(({ name, operation: { requestBody, responses } }) =>
    [requestBody, ...Object.values(responses)]
      .flatMap((message) => Object.values(message?.content ?? {}))
      .filter(({ schema }) => Object.keys(schema.properties ?? {}).length > 0)
      .map(() => name),
  );
  expect(unnamed).toEqual([]);
  for (const name of ["Lead", "Sale", "Appeal", "Message", "Operator", "Source", "Problem"])
    expect(Object.keys(document.components.schemas)).toContain(name);
});

test("the introduction lists the error codes", () => {
  for (const code of ["wrong_stage", "stale_version", "ai_unavailable", "no_business_domain"])
    expect(document.info.description).toContain(`\`${code}\``);
});
