import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { GET } from "../../app/api/v1/openapi.json/route.ts";

test("the document is valid OpenAPI 3.1", async () => {
  const document = await (await GET()).json();
  expect(document.openapi).toMatch(/^3\.1/);
  expect(await new Validator().validate(document)).toMatchObject({ valid: true });
});
