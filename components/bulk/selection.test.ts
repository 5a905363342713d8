import { expect, test } from "vitest";
import { spanOf } from "./selection.tsx";

test("a range has both its ends, whichever comes first on the screen", () => {
  expect(spanOf([4, 9, 2, 7], 9, 7)).toEqual([9, 2, 7]);
  expect(spanOf([4, 9, 2, 7], 7, 9)).toEqual([9, 2, 7]);
  expect(spanOf([4, 9, 2, 7], 9, 9)).toEqual([9]);
});

test("a range whose beginning is not shown any more is its end alone", () => {
  expect(spanOf([4, 9], 0, 9)).toEqual([9]);
});
