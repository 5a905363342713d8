import { expect, test } from "vitest";
import { faultDetails } from "./log.ts";

test("the message of a database error stays out of the log at any depth", () => {
  const inner = Object.assign(new Error("duplicate key: olena@example.com"), { code: "23505" });
  const outer = new Error("Failed query … params: olena@example.com", { cause: inner });
  const { stack, ...said } = faultDetails(outer);
  expect(said).toEqual({ code: "23505" });
  expect(stack?.join()).not.toContain("olena");
});

test("other errors are logged with their message, also as a plain copy", () => {
  expect(faultDetails(new Error("It is too late"))).toMatchObject({ message: "It is too late" });
  expect(faultDetails({ message: "It is too late" })).toMatchObject({ message: "It is too late" });
  expect(faultDetails({ code: "ECONNREFUSED", message: "10.0.0.1" })).toEqual({ code: "ECONNREFUSED" });
  expect(faultDetails(undefined)).toEqual({});
});
