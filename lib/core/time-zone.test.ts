import { expect, test, vi } from "vitest";
import { isNamedZone } from "./time-zone.ts";

test("a zone is accepted in any case, and cached once for all spellings", () => {
  const remember = vi.spyOn(Set.prototype, "add");
  const letters = [..."europe/kyiv"];
  const spellings = letters.map((letter, place) => letters.with(place, letter.toUpperCase()).join(""));
  expect(spellings.map(isNamedZone)).toEqual(spellings.map(() => true));
  const remembered = new Set(remember.mock.calls.map(([zone]) => zone));
  remember.mockRestore();
  expect(remembered.size).toBe(1);
});

test("a name whose lower case is a zone is not a zone itself", () => {
  expect(isNamedZone("Europe/Kyiv")).toBe(true);
  // JavaScript lowers the sign of kelvin to k; Intl does not.
  expect(isNamedZone("Europe/\u212Ayiv")).toBe(false);
});
