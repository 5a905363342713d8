import { expect, test } from "vitest";
import { apiFields } from "#testing/fields.ts";

// All routes are imported first, which takes longer than the time limit of a test.
const fields = await apiFields();

/** Fields that accept a time and no other text. */
const instants = fields.filter(
  ({ schema }) =>
    schema.safeParse("2026-12-01T10:00:00Z").success && !schema.safeParse("2026-12-01T10:00:00Zzz").success,
);

test("the list of fields that accept a time is complete", () => {
  const inBodies = instants.map(({ path }) => path).filter((path) => path.includes(" body"));
  expect([...new Set(inBodies)]).toEqual([
    "PATCH /leads/{id} body.next_step_at",
    "POST /leads/bulk/preview body.filter.created_from",
    "POST /leads/bulk/preview body.filter.created_to",
    "POST /leads/bulk/preview body.filter.moved_from",
    "POST /leads/bulk body.filter.created_from",
    "POST /leads/bulk body.filter.created_to",
    "POST /leads/bulk body.filter.moved_from",
  ]);
});

test.each([
  "0026-12-01T10:00:00Z",
  "0001-01-01T00:00:00Z",
  "1969-12-31T23:59:59.999Z",
  "1970-01-01T00:00:00+14:00",
  "2199-12-31T23:00:00-02:00",
  "2200-01-01T00:00:00Z",
  "9999-12-31T23:59:59Z",
  "2026-12-01T10:00:00+23:00",
])("no field accepts the time %s", (moment) => {
  const takers = instants.filter(({ schema }) => schema.safeParse(moment).success);
  expect(takers.map(({ path }) => path)).toEqual([]);
});

test.each(["1970-01-01T00:00:00Z", "2199-12-31T23:59:59.999Z", "2026-12-01T10:00:00.123456+15:59"])(
  "every field accepts the time %s",
  (moment) => {
    const refusing = instants.filter(({ schema }) => !schema.safeParse(moment).success);
    expect(refusing.map(({ path }) => path)).toEqual([]);
  },
);
