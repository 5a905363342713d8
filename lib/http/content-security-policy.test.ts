import { expect, test } from "vitest";
import { newNonce } from "./content-security-policy.ts";

test("the nonce of a page has 128 random bits, each digit of it random", () => {
  const nonces = Array.from({ length: 500 }, newNonce);
  for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-f]{32}$/);
  const digitsAt = (place: number) => new Set(nonces.map((nonce) => nonce[place])).size;
  expect(Array.from({ length: 32 }, (_, place) => digitsAt(place))).toEqual(Array(32).fill(16));
});
