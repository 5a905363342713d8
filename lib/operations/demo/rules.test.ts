import { expect, test } from "vitest";
import { HOUR } from "#lib/core/clock.ts";
import { LEAD_STAGES } from "#lib/pipeline/leads/rules.ts";
import { demoStories, isOpenStory, stageOf } from "./rules.ts";

test("the demo company fills every screen at any hour of the week", () => {
  const monday = new Date("2026-11-16T00:30:00Z").getTime();
  for (let hour = 0; hour < 7 * 24; hour += 1) {
    const stories = demoStories(new Date(monday + hour * HOUR), 5);
    const stages = new Set(stories.map(stageOf));
    expect([...LEAD_STAGES].filter((stage) => !stages.has(stage))).toEqual([]);
    const openOf = Map.groupBy(stories.filter(isOpenStory), ({ owner }) => owner);
    // Three appeals of unassigned leads wait, and the busiest operator has five.
    expect([null, 0, 1, 2, 3, 4].filter((owner) => (openOf.get(owner)?.length ?? 0) < 5)).toEqual([]);
  }
});
