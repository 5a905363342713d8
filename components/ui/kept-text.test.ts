import { expect, test } from "vitest";
import { keepText, takeText } from "./kept-text.ts";

const typed = (text: string) => new Map([[0, text]]);

test("typed text is restored once, into the sheet with the same key", () => {
  keepText("lost-lead-12", typed("No budget"));
  expect(takeText("lost-lead-13")).toBeUndefined();
  expect(takeText("lost-lead-12")).toEqual(typed("No budget"));
  expect(takeText("lost-lead-12")).toBeUndefined();
});

test("nothing is kept for a sheet without a key", () => {
  keepText(undefined, typed("5000"));
  expect(takeText(undefined)).toBeUndefined();
});

test("a sheet that was left empty keeps the stored text", () => {
  keepText("new-lead", typed("Olena"));
  keepText("new-lead", new Map());
  expect(takeText("new-lead")).toEqual(typed("Olena"));
});
