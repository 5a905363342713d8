import { expect, test } from "vitest";
import { apiFields } from "#testing/fields.ts";

// Every route is read first, which takes longer than a test may.
const fields = await apiFields();

/** Not texts to read: secrets are compared as they are typed, and the address of a board is taken apart. */
const SECRET_OR_CODE = /\.(password|current|token|code|cursor|query|since|made_for|confirm)$/;

/** Fields that take any words of people. */
const texts = fields.filter(
  ({ path, schema }) => !SECRET_OR_CODE.test(path) && schema.safeParse("Ordinary words").success,
);

/** What a field makes of a value; refused is undefined. */
const taken = ({ schema }: (typeof texts)[number], value: string) => schema.safeParse(value).data;

test("there are fields for the words of people", () => {
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
  "%j is no text: it is refused, or null where the field may be empty",
  (value) => {
    const wrong = texts.filter((field) => taken(field, value));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  },
);

test.each(["a\u0000b", "a\u0007b", "a\u001bb", "a\u0080b"])("control characters go nowhere: %j", (value) => {
  const wrong = texts.filter((field) => /\p{Cc}/u.test(String(taken(field, value) ?? "")));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test("texts are trimmed and composed", () => {
  const wrong = texts.filter((field) => taken(field, "  Зое\u0308 words ") !== "Зоё words");
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test("every field for an e-mail takes the same addresses, internationalised ones too", () => {
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
