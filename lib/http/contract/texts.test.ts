import { expect, test } from "vitest";
import { apiFields } from "#testing/fields.ts";

// All routes are imported first, which takes longer than the time limit of a test.
const fields = await apiFields();

/** Fields without free text: secrets are compared as typed, and the address of a board is parsed. */
const SECRET_OR_CODE = /\.(password|current|token|code|cursor|query|since|made_for|confirm)$/;

/** Fields that accept any words. */
const texts = fields.filter(
  ({ path, schema }) => !SECRET_OR_CODE.test(path) && schema.safeParse("Ordinary words").success,
);

/** The parsed value of a field, or undefined when it is refused. */
const taken = ({ schema }: (typeof texts)[number], value: string) => schema.safeParse(value).data;

test("there are free-text fields", () => {
  const paths = texts.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      "POST /leads body.name",
      "PATCH /leads/{id} body.next_step",
      "POST /appeals body.message",
      "POST /leads/{id}/messages body.text",
      "POST /users body.name",
      "PATCH /settings body.name",
      "GET /leads query.q",
    ]),
  );
});

test.each(["", " ", "\u200b", "\u2060\u00ad", "\u3164", "\u2800 \u202e"])(
  "%j is refused as empty, or null where the field may be empty",
  (value) => {
    const wrong = texts.filter((field) => taken(field, value));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  },
);

test.each(["a\u0000b", "a\u0007b", "a\u001bb", "a\u0080b"])(
  "control characters are accepted in no field: %j",
  (value) => {
    const wrong = texts.filter((field) => /\p{Cc}/u.test(String(taken(field, value) ?? "")));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  },
);

test("texts are trimmed and normalised", () => {
  const wrong = texts.filter((field) => taken(field, "  Зое\u0308 words ") !== "Зоё words");
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test("every field for an e-mail accepts the same addresses, including internationalised ones", () => {
  const emails = fields.filter(({ path }) => /email$/.test(path));
  expect(emails.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      "POST /leads body.email",
      "POST /users body.email",
      "POST /appeals body.lead_email",
    ]),
  );
  for (const { path, schema } of emails) {
    expect(schema.safeParse(" олена@пошта.укр").data, path).toBe("олена@пошта.укр");
    expect(schema.safeParse("a b@mail.example").success, path).toBe(path.includes("lead"));
  }
});
