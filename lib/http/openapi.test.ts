import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { GET } from "../../app/api/v1/openapi.json/route.ts";

test("the document is valid OpenAPI 3.1", async () => {
  const document = await (await GET()).json();
  expect(document.openapi).toMatch(/^3\.1/);
  expect(await new Validator().validate(document)).toMatchObject({ valid: true });
});

type Json = Record<string, unknown>;

/** Where in a schema something is required that it does not define. */
function undefinedProperties(schema: unknown, at: string): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { required, properties = {} } = schema as { required?: unknown; properties?: Json };
  const missing = Array.isArray(required) ? required.filter((name) => !(name in properties)) : [];
  return [
    ...missing.map((name) => `${at}: ${name}`),
    ...Object.entries(schema).flatMap(([name, part]) => undefinedProperties(part, `${at}/${name}`)),
  ];
}

test("every property that is required is defined", async () => {
  const document = await (await GET()).json();
  expect(undefinedProperties(document, "")).toEqual([]);
});
