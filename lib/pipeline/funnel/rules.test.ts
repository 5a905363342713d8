import fc from "fast-check";
import { expect, test } from "vitest";
import { funnelOf, type Standing } from "./count-funnel.ts";
import { FUNNEL_STEPS } from "./rules.ts";

const standing = fc.record<Standing>({
  furthest: fc.integer({ min: 0, max: FUNNEL_STEPS.length - 1 }),
  lostReason: fc.option(fc.constantFrom("No budget", "Never answered"), { nil: null }),
  count: fc.integer({ min: 1, max: 50 }),
});

test("no step exceeds the previous one, and the first contains all leads", () => {
  fc.assert(
    fc.property(fc.array(standing, { maxLength: 30 }), (standings) => {
      const funnel = funnelOf(standings, []);
      const everybody = standings.reduce((sum, { count }) => sum + count, 0);
      expect(funnel[0]?.reached).toBe(everybody);
      for (let step = 1; step < funnel.length; step += 1) {
        expect(funnel[step]?.reached).toBeLessThanOrEqual(funnel[step - 1]?.reached ?? 0);
      }
      const lost = standings.reduce((sum, { lostReason, count }) => sum + (lostReason ? count : 0), 0);
      expect(funnel.reduce((sum, step) => sum + step.lost, 0)).toBe(lost);
    }),
  );
});
