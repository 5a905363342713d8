import { beforeEach, expect, test } from "vitest";
import { type Counting, openTab } from "./fake-tab.ts";
import { createSteps } from "./history-steps.ts";

let { tab, steps, shown } = openTab("from the call");
function start(counting: Counting): void {
  ({ tab, steps, shown } = openTab(counting));
}
beforeEach(() => start("from the call"));

test("Back closes the uppermost layer and stays on the page, and the router hears nothing of it", async () => {
  shown.show("sheet");
  await tab.settled();
  shown.show("sheet over it");
  await tab.settled();
  expect(tab.urls).toEqual(["/leads", "/leads", "/leads"]);
  await tab.go(-1);
  await tab.settled();
  expect(shown.names).toEqual(["sheet"]);
  await tab.go(-1);
  await tab.settled();
  expect(shown.names).toEqual([]);
  expect([tab.at, tab.heard, tab.shown]).toEqual([0, 0, "/leads"]);
});

test("a layer that is closed by hand takes its step along", async () => {
  shown.show("sheet");
  await tab.settled();
  expect(tab.at).toBe(1);
  shown.hide("sheet");
  await tab.settled();
  expect([tab.at, tab.heard]).toEqual([0, 0]);
});

test("one layer in the place of another is the same step", async () => {
  shown.show("move to");
  await tab.settled();
  shown.hide("move to");
  shown.show("why is it lost");
  await tab.settled();
  expect([tab.at, tab.urls.length]).toEqual([1, 2]);
  await tab.go(-1);
  await tab.settled();
  expect(shown.names).toEqual([]);
  expect(tab.at).toBe(0);
});

test("what the address came to say under a layer holds when the layer closes, however it does", async () => {
  shown.show("filters");
  await tab.settled();
  steps.replaceAddress("/leads?source=partner");
  shown.hide("filters");
  await tab.settled();
  expect([tab.at, tab.now.url, tab.shown]).toEqual([0, "/leads?source=partner", "/leads?source=partner"]);
  shown.show("filters");
  await tab.settled();
  steps.replaceAddress("/leads?source=scanner");
  await tab.go(-1);
  await tab.settled();
  expect([tab.at, tab.now.url, tab.shown]).toEqual([0, "/leads?source=scanner", "/leads?source=scanner"]);
});

test("an address with an empty query is the one that the router makes of it", async () => {
  steps.replaceAddress("/leads?new=lead");
  shown.show("new lead");
  await tab.settled();
  steps.replaceAddress("/leads?");
  shown.hide("new lead");
  await Promise.resolve();
  tab.writeAddressPlainly(steps);
  await tab.settled();
  expect([tab.at, tab.now.url, tab.shown]).toEqual([0, "/leads", "/leads"]);
});

test("a layer that does not close is a step again", async () => {
  shown.show("sheet");
  shown.refused.add("sheet");
  await tab.settled();
  await tab.go(-1);
  await tab.settled();
  expect([shown.names, tab.at]).toEqual([["sheet"], 1]);
});

test("what has an address is one step, over which layers are others", async () => {
  steps.pushAddress("/leads/7");
  steps.replaceAddress("/leads/8");
  shown.show("why is it lost");
  await tab.settled();
  expect(tab.urls).toEqual(["/leads", "/leads/8", "/leads/8"]);
  await tab.go(-1);
  await tab.settled();
  expect([shown.names, tab.shown]).toEqual([[], "/leads/8"]);
  steps.closeAddress("/leads?view=table");
  await tab.settled();
  expect([tab.at, tab.now.url, tab.shown]).toEqual([0, "/leads?view=table", "/leads?view=table"]);
});

test("Back from what has an address is the router's business", async () => {
  steps.pushAddress("/leads/7");
  await tab.go(-1);
  expect([tab.at, tab.shown, tab.heard]).toEqual([0, "/leads", 1]);
});

test("what has an address and was not opened from here is closed in its place", async () => {
  tab.navigate("/leads/7", steps);
  steps.closeAddress("/leads");
  await tab.settled();
  expect(tab.urls).toEqual(["/leads", "/leads"]);
  expect([tab.at, tab.shown]).toEqual([1, "/leads"]);
});

test("a layer and what has an address, closed at once, are two steps", async () => {
  steps.pushAddress("/leads/7");
  shown.show("transfer");
  await tab.settled();
  shown.hide("transfer");
  steps.closeAddress("/leads");
  await tab.settled();
  expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
});

test("a layer that leads to an address is passed over on the way back", async () => {
  shown.show("move to");
  await tab.settled();
  shown.hide("move to");
  steps.pushAddress("/leads/7");
  await tab.settled();
  expect([tab.at, tab.shown]).toEqual([2, "/leads/7"]);
  steps.closeAddress("/leads");
  await tab.settled();
  expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
});

test("a link in a layer leaves no step that does nothing", async () => {
  shown.show("more");
  await tab.settled();
  steps.followLink();
  shown.hide("more");
  await tab.settled();
  tab.navigate("/team", steps);
  await tab.settled();
  expect([tab.at, tab.shown]).toEqual([2, "/team"]);
  await tab.go(-1);
  await tab.settled();
  expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
});

test("a link in a layer that leads to where one is leaves no step that does nothing", async () => {
  tab.navigate("/team", steps);
  shown.show("more");
  await tab.settled();
  steps.followLink();
  shown.hide("more");
  tab.refresh();
  steps.look();
  await tab.settled();
  await tab.go(-1);
  await tab.settled();
  expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
});

test.each<Counting>(["from the call", "from the arrival"])(
  "a page that comes while a layer's step is taken back is not left again, counted %s",
  async (counting) => {
    start(counting);
    shown.show("report");
    await tab.settled();
    shown.hide("report");
    await Promise.resolve();
    tab.navigate("/sales", steps);
    await tab.settled();
    expect([tab.now.url, tab.shown]).toEqual(["/sales", "/sales"]);
    await tab.go(-1);
    await tab.settled();
    expect([tab.at, tab.now.url, tab.shown]).toEqual([0, "/leads", "/leads"]);
  },
);

test("a refresh of the router while layers are open changes nothing", async () => {
  shown.show("sheet");
  await tab.settled();
  tab.refresh();
  shown.show("sheet over it");
  await tab.settled();
  await tab.go(-1);
  await tab.settled();
  expect(shown.names).toEqual(["sheet"]);
  await tab.go(-1);
  await tab.settled();
  expect([shown.names, tab.at]).toEqual([[], 0]);
});

test("a refresh of the router while something with an address is open changes nothing", async () => {
  steps.pushAddress("/leads/7");
  tab.refresh();
  steps.replaceAddress("/leads/8");
  tab.refresh();
  steps.closeAddress("/leads");
  await tab.settled();
  expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
});

test.each<Counting>(["from the call", "from the arrival"])(
  "what is opened while a layer's step is taken back stays open, counted %s",
  async (counting) => {
    start(counting);
    shown.show("move to");
    await tab.settled();
    shown.hide("move to");
    await Promise.resolve();
    steps.pushAddress("/leads/7");
    await tab.settled();
    expect([tab.now.url, tab.shown]).toEqual(["/leads/7", "/leads/7"]);
    steps.closeAddress("/leads");
    await tab.settled();
    expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
  },
);

test("a look while a step is on its way changes nothing", async () => {
  steps.pushAddress("/leads/7");
  steps.closeAddress("/leads");
  await Promise.resolve();
  steps.look();
  await tab.settled();
  expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
});

test("Forward to a layer that is gone goes nowhere", async () => {
  shown.show("sheet");
  await tab.settled();
  await tab.go(-1);
  await tab.settled();
  await tab.go(1);
  await tab.settled();
  expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
});

test("Forward to a layer that is gone goes nowhere after a refresh of the router either", async () => {
  for (const name of ["sheet", "sheet over it"]) shown.show(name);
  await tab.settled();
  shown.hide("sheet over it");
  await tab.settled();
  tab.refresh();
  await tab.go(1);
  await tab.settled();
  expect([shown.names, tab.at, tab.shown]).toEqual([["sheet"], 1, "/leads"]);
});

test("after a reload Back does not stop at a layer that is gone", async () => {
  tab.navigate("/team", steps);
  shown.show("operator");
  await tab.settled();
  steps = createSteps(tab.window);
  await tab.go(-1);
  await tab.settled();
  expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
});

test("another page closes the layers of the one before", async () => {
  tab.navigate("/leads?q=a", steps);
  shown.show("sheet");
  await tab.settled();
  await tab.go(-2);
  await tab.settled();
  expect([shown.names, tab.at, tab.shown]).toEqual([[], 0, "/leads"]);
});
