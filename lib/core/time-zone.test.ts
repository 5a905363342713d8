import { expect, test, vi } from "vitest";
import { isNamedZone } from "./time-zone.ts";

test("a zone is known in any case, and remembered once however it is spelled", () => {
  const remember = vi.spyOn(Set.prototype, "add");
  const letters = [..."europe/kyiv"];
  const spellings = letters.map((letter, place) => letters.with(place, letter.toUpperCase()).join(""));
  expect(spellings.map(isNamedZone)).toEqual(spellings.map(() => true));
  const remembered = new Set(remember.mock.calls.map(([zone]) => zone));
  remember.mockRestore();
  expect(remembered.size).toBe(1);
});

test("a name is no zone because its small letters are one", () => {
  expect(isNamedZone("Europe/Kyiv")).toBe(true);
  // JavaScript takes the sign of kelvin for a capital K, Intl does not.
  expect(isNamedZone("Europe/\u212Ayiv")).toBe(false);
});
