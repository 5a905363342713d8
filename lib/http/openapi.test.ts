import { createConfig, lintFromString } from "@redocly/openapi-core";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { GET } from "../../app/api/v1/openapi.json/route.ts";

test("the document is valid OpenAPI 3.1", async () => {
  const document = await (await GET()).json();
  expect(document.openapi).toMatch(/^3\.1/);
  expect(await new Validator().validate(document)).toMatchObject({ valid: true });
});

test("the document passes redocly lint without a warning", async () => {
  const config = await createConfig({ extends: ["recommended"] });
  const problems = await lintFromString({ source: await (await GET()).text(), config });
  expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
    [],
  );
});
