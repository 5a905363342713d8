import fc from "fast-check";
import { expect, test } from "vitest";
import { changedInput } from "#components/api/changed-input.ts";
import { type Hours, hoursWords } from "#components/format/hours-words.ts";
import { minutesOf, spansOf, withCopies, withDay, withNextSpan } from "./hours-draft.ts";
import { readSkills, skillsText } from "./skill-words.ts";

const SPLIT: Hours = [
  { day: 1, from: 540, to: 780 },
  { day: 1, from: 840, to: 1080 },
  { day: 2, from: 1320, to: 360 },
];

// Red before 2026-11-30: the editor showed one span a day, and saving deleted the second.
test("editing a day keeps its other spans and the other days", () => {
  const spans = spansOf(SPLIT, 1).with(0, { day: 1, from: 600, to: 780 });
  expect(withDay(SPLIT, 1, spans)).toEqual(
    expect.arrayContaining([
      { day: 1, from: 600, to: 780 },
      { day: 1, from: 840, to: 1080 },
      { day: 2, from: 1320, to: 360 },
    ]),
  );
  expect(withDay(SPLIT, 1, spans)).toHaveLength(3);
});

test("a day gets another span after its last one, if there is room", () => {
  expect(spansOf(withNextSpan(SPLIT, 1), 1).at(-1)).toEqual({ day: 1, from: 1140, to: 1380 });
  expect(spansOf(withNextSpan(SPLIT, 3), 3)).toEqual([{ day: 3, from: 540, to: 1080 }]);
  expect(spansOf(withNextSpan(SPLIT, 2), 2)).toHaveLength(2);
});

test("copying a day's hours to other days replaces theirs", () => {
  const copied = withCopies(SPLIT, 1, [1, 2, 5]);
  for (const day of [1, 2, 5])
    expect(spansOf(copied, day).map(({ from, to }) => [from, to])).toEqual([
      [540, 780],
      [840, 1080],
    ]);
  expect(copied).toHaveLength(6);
});

test("an incomplete time is no time, and midnight as an end is the end of the day", () => {
  expect(minutesOf("", "to")).toBeUndefined();
  expect(minutesOf("00:00", "to")).toBe(1440);
  expect(minutesOf("00:00", "from")).toBe(0);
  expect(minutesOf("06:30", "to")).toBe(390);
});

test("the text of hours includes every span", () => {
  expect(hoursWords([...SPLIT, { day: 3, from: 0, to: 1440 }], "en")).toBe(
    "Mon 09:00–13:00, 14:00–18:00; Tue 22:00–06:00; Wed 00:00–24:00",
  );
  expect(hoursWords([], "en")).toBe("");
});

// Red before 2026-11-30: a skill with a comma became two, and the zone of operators without hours was cleared.
test("a form sends only changed fields", () => {
  const row = { name: "Olha", skills: ["Retail, wholesale"], working_hours: SPLIT, max_load: 3 };
  expect(changedInput(row, { ...row, working_hours: [...SPLIT] })).toEqual({});
  expect(changedInput(row, { ...row, name: "Olga" })).toEqual({ name: "Olga" });
  expect(changedInput(row, { ...row, max_load: Number.NaN })).toEqual({ max_load: Number.NaN });
});

test("skills survive the conversion to text and back", () => {
  expect(readSkills("Polish, retail ,, ")).toEqual(["Polish", "retail"]);
  expect(skillsText(["Polish", "Retail, wholesale"])).toBe('Polish, "Retail, wholesale"');
  const skill = fc
    .string({ unit: fc.constantFrom("a", "b", " ", ",", '"', "я"), minLength: 1, maxLength: 8 })
    .map((text) => text.trim())
    .filter((text) => text !== "");
  fc.assert(
    fc.property(fc.array(skill, { maxLength: 4 }), (skills) => {
      expect(readSkills(skillsText(skills))).toEqual(skills);
    }),
  );
});
