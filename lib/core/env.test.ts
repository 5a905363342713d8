import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Environment, parseEnvironment } from "./env.ts";

test(".env.example explains every variable, and no other", () => {
  const named = [...readFileSync(".env.example", "utf8").matchAll(/^#([A-Z_]+)=/gm)].map((match) => match[1]);
  expect(named.sort()).toEqual(Object.keys(Environment.shape).sort());
});

test("what cannot be used is named, all at once", () => {
  expect(() => parseEnvironment({ PORT: "many", LEADLINE_DEMO: "perhaps" })).toThrow(
    /PORT[\s\S]*LEADLINE_DEMO/,
  );
});

test("an empty variable counts as unset", () => {
  expect(parseEnvironment({ PORT: "" }).PORT).toBe(3000);
});
