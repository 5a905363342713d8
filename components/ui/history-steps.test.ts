import { beforeEach, expect, test } from "vitest";
import { type Counting, openTab } from "./fake-tab.ts";
import { createSteps } from "./history-steps.ts";

let { tab, steps, shown } = openTab("from the call");
function start(counting: Counting): void {
  ({ tab, steps, shown } = openTab(counting));
}
beforeEach(() => start("from the call"));

test("Back closes the top layer, stays on the page, and does not reach the router", async () => {
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

test("closing a layer by hand removes its step", async () => {
  shown.show("sheet");
  await tab.settled();
  expect(tab.at).toBe(1);
  shown.hide("sheet");
  await tab.settled();
  expect([tab.at, tab.heard]).toEqual([0, 0]);
});

test("a layer that replaces another uses the same step", async () => {
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

test("a change of the address below a layer is kept when the layer closes in any way", async () => {
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

test("an address with an empty query equals the router's form of it", async () => {
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

test("a layer that refuses to close gets its step back", async () => {
  shown.show("sheet");
  shown.refused.add("sheet");
  await tab.settled();
  await tab.go(-1);
  await tab.settled();
  expect([shown.names, tab.at]).toEqual([["sheet"], 1]);
});

test("a layer with an address is one step, with other layers above it", async () => {
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

test("Back from a layer with an address is handled by the router", async () => {
  steps.pushAddress("/leads/7");
  await tab.go(-1);
  expect([tab.at, tab.shown, tab.heard]).toEqual([0, "/leads", 1]);
});

test("a layer with an address that was not opened from here is closed by replacing the address", async () => {
  tab.navigate("/leads/7", steps);
  steps.closeAddress("/leads");
  await tab.settled();
  expect(tab.urls).toEqual(["/leads", "/leads"]);
  expect([tab.at, tab.shown]).toEqual([1, "/leads"]);
});

test("closing a layer and a layer with an address at once removes two steps", async () => {
  steps.pushAddress("/leads/7");
  shown.show("transfer");
  await tab.settled();
  shown.hide("transfer");
  steps.closeAddress("/leads");
  await tab.settled();
  expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
});

test("a layer that leads to an address is skipped on the way back", async () => {
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

test("following a link in a layer leaves no empty step", async () => {
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

test("following a link in a layer to the current address leaves no empty step", async () => {
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

test("a refresh of the router while a layer with an address is open changes nothing", async () => {
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

test("reading the state during a navigation changes nothing", async () => {
  steps.pushAddress("/leads/7");
  steps.closeAddress("/leads");
  await Promise.resolve();
  steps.look();
  await tab.settled();
  expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
});

test("Forward to a closed layer does nothing", async () => {
  shown.show("sheet");
  await tab.settled();
  await tab.go(-1);
  await tab.settled();
  await tab.go(1);
  await tab.settled();
  expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
});

test("Forward to a closed layer does nothing after a refresh of the router either", async () => {
  for (const name of ["sheet", "sheet over it"]) shown.show(name);
  await tab.settled();
  shown.hide("sheet over it");
  await tab.settled();
  tab.refresh();
  await tab.go(1);
  await tab.settled();
  expect([shown.names, tab.at, tab.shown]).toEqual([["sheet"], 1, "/leads"]);
});

test("after a reload, Back does not stop at a closed layer", async () => {
  tab.navigate("/team", steps);
  shown.show("operator");
  await tab.settled();
  steps = createSteps(tab.window);
  await tab.go(-1);
  await tab.settled();
  expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
});

test("navigating to another page closes the layers of the previous one", async () => {
  tab.navigate("/leads?q=a", steps);
  shown.show("sheet");
  await tab.settled();
  await tab.go(-2);
  await tab.settled();
  expect([shown.names, tab.at, tab.shown]).toEqual([[], 0, "/leads"]);
});
