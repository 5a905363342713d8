import { expect, test } from "vitest";
import type { ScoringInput } from "../../schema.ts";
import { promptFor } from "./prompt.ts";

test("the fence of a prompt has 128 random bits, equal in both messages and different in each prompt", () => {
  const fenceOf = () => {
    const [system, user] = promptFor({} as ScoringInput, { conversation: [], locale: "en" });
    const [, fence = ""] = /^DATA (\S+)$/m.exec(user?.content ?? "") ?? [];
    expect(system?.content).toContain(`"DATA ${fence}"`);
    return fence;
  };
  const fences = Array.from({ length: 100 }, fenceOf);
  for (const fence of fences) expect(fence).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(fences).size).toBe(fences.length);
});
