import fc from "fast-check";
import { expect, test } from "vitest";
import { type Counting, openTab } from "./fake-tab.ts";

let { tab, steps, shown } = openTab("from the call");
function start(counting: Counting): void {
  ({ tab, steps, shown } = openTab(counting));
}

const ACTIONS = [
  "show",
  "hide",
  "swap",
  "back",
  "forward",
  "filter",
  "open",
  "close",
  "link",
  "refresh",
] as const;

test("for random actions in any order, the screen equals the address, and Back closes one layer", async () => {
  const step = async (action: (typeof ACTIONS)[number], index: number) => {
    const before = shown.names;
    const top = before.at(-1);
    const page = tab.shown;
    if (action === "show") shown.show(`layer ${index}`);
    if (top && (action === "hide" || action === "swap")) shown.hide(top);
    if (top && action === "swap") shown.show(`layer ${index}`);
    if (action === "filter") steps.replaceAddress(`${page.split("?")[0]}?q=${index}`);
    if (action === "open" && page.startsWith("/leads?")) steps.pushAddress(`/leads/${index}`);
    if (action === "close" && page.startsWith("/leads/")) steps.closeAddress("/leads?");
    if (action === "refresh") tab.refresh();
    if (action === "link") {
      // Layers over a screen close with it.
      steps.followLink();
      for (const name of before) shown.hide(name);
      await tab.settled();
      tab.navigate(`/team/${index}`, steps);
    }
    if (action === "forward" && tab.entries[tab.at + 1]) await tab.go(1);
    if (action === "back" && tab.at > before.length) {
      await tab.go(-1);
      await tab.settled();
      expect(shown.names).toEqual(before.slice(0, -1));
      if (top) expect(tab.shown).toBe(page);
    }
    await tab.settled();
    expect(tab.now.url).toBe(tab.shown);
  };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<Counting>("from the call", "from the arrival"),
      fc.array(fc.constantFrom(...ACTIONS), { maxLength: 12 }),
      async (counting, actions) => {
        start(counting);
        tab.navigate("/leads?", steps);
        for (const [index, action] of actions.entries()) await step(action, index);
      },
    ),
    { numRuns: 300 },
  );
}, 120_000);
