import { expect, test } from "vitest";
import { listPhoneCountries } from "./list-phone-countries.ts";

const codesWith = (stored: string) => listPhoneCountries("en", stored).map(({ code }) => code);

test("the stored country is listed once, also if its numbers are no longer supported", () => {
  expect(codesWith("UA").filter((code) => code === "UA")).toHaveLength(1);
  expect(codesWith("UA")).not.toContain("AN");
  expect(codesWith("AN")).toContain("AN");
});
