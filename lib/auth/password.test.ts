import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { hashPassword, passwordFits } from "./password.ts";

test("of 300 passwords at once some wait in turn, and the rest are refused at once", async () => {
  const began = performance.now();
  const refusedAfter: number[] = [];
  const hashes = Array.from({ length: 300 }, () =>
    hashPassword("a-password").catch((error) => {
      refusedAfter.push(performance.now() - began);
      expect(error).toMatchObject({ status: 503, code: "passwords_busy", retryAfterSeconds: 2 });
      return undefined;
    }),
  );
  await pause(0);
  expect(refusedAfter.length).toBeGreaterThanOrEqual(300 - 68);
  const made = (await Promise.all(hashes)).filter((hash) => hash !== undefined);
  expect(made.length).toBeGreaterThanOrEqual(65);
  expect(made.length + refusedAfter.length).toBe(300);
  expect(await passwordFits(made[0], "a-password")).toBe(true);
});
