import { setTimeout as pause } from "node:timers/promises";
import { hash } from "@node-rs/argon2";
import { expect, test } from "vitest";
import { hashPassword, isPasswordCorrect } from "./password.ts";

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
  expect(await isPasswordCorrect(made[0], "a-password")).toBe(true);
});

/** Composed and decomposed, with the no-break space of Option-Space on a Mac, and the wide space of an IME. */
const SPELLINGS = [
  "Ключ їжака é",
  "Ключ їжака é".normalize("NFD"),
  "Ключ\u00a0їжака é",
  "Ключ\u3000їжака é".normalize("NFD"),
];

test.each(SPELLINGS)("a password set as %j matches in every keyboard's spelling", async (set) => {
  const made = await hashPassword(set);
  for (const typed of SPELLINGS) expect(await isPasswordCorrect(made, typed), typed).toBe(true);
  for (const other of ["Ключ іжака é", "Ключїжака é", "ключ їжака é"]) {
    expect(await isPasswordCorrect(made, other), other).toBe(false);
  }
  expect(await isPasswordCorrect(undefined, set)).toBe(false);
});

test.each(SPELLINGS)("a hash of %j from before passwords were normalised still matches", async (typed) => {
  const old = await hash(typed);
  expect(await isPasswordCorrect(old, typed)).toBe(true);
  // Set on a Mac and typed elsewhere, and the reverse.
  expect(await isPasswordCorrect(old, typed.normalize("NFC"))).toBe(true);
  expect(await isPasswordCorrect(old, typed.normalize("NFD"))).toBe(true);
  expect(await isPasswordCorrect(old, "Ключ іжака é")).toBe(false);
});

test("compatibility letters stay distinct", async () => {
  const made = await hashPassword("①①①①-password");
  expect(await isPasswordCorrect(made, "1111-password")).toBe(false);
});
