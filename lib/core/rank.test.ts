import fc from "fast-check";
import { expect, test } from "vitest";
import { rankAtTop, rankBetween } from "./rank.ts";

/** Sorts as PostgreSQL does: COLLATE "C" compares bytes, and so does JavaScript for these digits. */
const sorted = (ranks: string[]) => ranks.toSorted((one, other) => (one < other ? -1 : 1));

const moment = fc.date({ min: new Date("2000-01-01"), max: new Date("2254-12-31"), noInvalidDate: true });
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("a later card lies above, for any random number", () => {
  fc.assert(
    fc.property(moment, chance, chance, fc.integer({ min: 1, max: 1e9 }), (at, one, other, later) => {
      const earlier = rankAtTop(at, () => one);
      const above = rankAtTop(new Date(at.getTime() + later), () => other);
      expect(above < earlier).toBe(true);
    }),
  );
});

test("a key lies between any two others, and before and after all", () => {
  fc.assert(
    fc.property(moment, fc.array(fc.nat(), { maxLength: 120 }), (at, places) => {
      const ranks = [rankAtTop(at)];
      for (const place of places) {
        const index = place % (ranks.length + 1);
        ranks.splice(index, 0, rankBetween(ranks[index - 1] ?? null, ranks[index] ?? null));
      }
      expect(sorted(ranks)).toEqual(ranks);
      expect(new Set(ranks).size).toBe(ranks.length);
    }),
  );
});

test("a thousand cards dropped at one position keep their order", () => {
  const last = rankAtTop(new Date());
  const ranks = [rankAtTop(new Date("2030-01-01"))];
  for (let card = 0; card < 1_000; card += 1) ranks.push(rankBetween(ranks.at(-1) ?? null, last));
  expect(sorted(ranks)).toEqual(ranks);
  expect(ranks.every((rank) => rank < last)).toBe(true);
});

test("neighbours with equal keys get an equal key between them", () => {
  const rank = rankAtTop(new Date());
  expect(rankBetween(rank, rank)).toBe(rank);
});
