import { expect, test } from "vitest";
import { once } from "./once.ts";

test("callers share one promise, and a failed step runs again", async () => {
  let calls = 0;
  const step = once(async () => {
    calls += 1;
    if (calls === 1) throw new Error("not yet");
    return calls;
  });
  expect((await Promise.allSettled([step(), step()])).map(({ status }) => status)).toEqual([
    "rejected",
    "rejected",
  ]);
  expect(calls).toBe(1);
  expect(await Promise.all([step(), step()])).toEqual([2, 2]);
  expect(await step()).toBe(2);
});
