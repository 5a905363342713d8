import { expect, test } from "vitest";
import { spanOf } from "./selection.tsx";

test("a range includes both ends in either order", () => {
  expect(spanOf([4, 9, 2, 7], 9, 7)).toEqual([9, 2, 7]);
  expect(spanOf([4, 9, 2, 7], 7, 9)).toEqual([9, 2, 7]);
  expect(spanOf([4, 9, 2, 7], 9, 9)).toEqual([9]);
});

test("a range whose start is no longer shown selects only its end", () => {
  expect(spanOf([4, 9], 0, 9)).toEqual([9]);
});
