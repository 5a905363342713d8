import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { createSteps, type Steps } from "./history-steps.ts";

type Entry = { state: Record<string, unknown> | null; url: string };
type Hear = Parameters<Parameters<typeof createSteps>[0]["onStep"]>[0];

/** Browsers count the steps of `go` from where the person is when it is called, or when it comes to pass. */
type Counting = "from the call" | "from the arrival";

/** A browser's history with a router over it that, as Next does, marks its entries and follows those of others. */
class Tab {
  entries: Entry[] = [{ state: { __NA: true }, url: "/leads" }];
  at = 0;
  /** What the router shows. */
  shown = "/leads";
  /** Steps that were asked for and have not come yet. */
  onTheWay = 0;
  /** How often the router was asked to go somewhere. */
  heard = 0;
  #hear: Hear = () => {};
  readonly #counting: Counting;

  constructor(counting: Counting) {
    this.#counting = counting;
  }

  #write(state: object | null, url: string | undefined, isNew: boolean) {
    const isRouters = state !== null && "__NA" in state;
    if (!isRouters && url !== undefined) this.shown = url;
    const entry = { state: { ...state, __NA: true }, url: url ?? this.now.url };
    if (isNew) this.at += 1;
    this.entries.splice(this.at, isNew ? this.entries.length : 1, structuredClone(entry));
  }

  get now(): Entry {
    return this.entries[this.at] ?? { state: null, url: "" };
  }

  get window(): Parameters<typeof createSteps>[0] {
    const tab = this;
    return {
      history: {
        get state() {
          return structuredClone(tab.now.state);
        },
        pushState: (state, _, url) => tab.#write(state, url?.toString(), true),
        replaceState: (state, _, url) => tab.#write(state, url?.toString(), false),
        go: (steps = 0) => void tab.go(steps),
      },
      location: {
        get href() {
          return tab.now.url;
        },
      },
      onStep: (hear) => {
        this.#hear = hear;
      },
    };
  }

  /** Back and Forward come later, as in a browser. */
  async go(steps: number) {
    const from = this.at;
    this.onTheWay += 1;
    await later();
    this.onTheWay -= 1;
    const target = (this.#counting === "from the call" ? from : this.at) + steps;
    if (!this.entries[target]) throw new Error(`left the site: ${target}`);
    this.at = target;
    let isForRouter = true;
    const stopImmediatePropagation = () => {
      isForRouter = false;
    };
    this.#hear({ state: structuredClone(this.now.state), stopImmediatePropagation });
    if (!isForRouter) return;
    this.heard += 1;
    this.shown = this.now.url;
  }

  /** A link of the router. */
  navigate(url: string, steps: Steps) {
    this.at += 1;
    this.entries.splice(this.at, this.entries.length, { state: { __NA: true }, url });
    this.shown = url;
    steps.look();
  }

  /** A refresh of the router, which keeps nothing of others in the state. */
  refresh() {
    this.entries[this.at] = { state: { __NA: true }, url: this.now.url };
  }

  /** As the router writes an address whose query is empty, when it shows it. */
  writeAddressPlainly(steps: Steps) {
    this.#write({ ...this.now.state, __NA: true }, this.now.url.replace(/\?$/, ""), false);
    steps.look();
  }

  get urls() {
    return this.entries.map(({ url }) => url);
  }
}

const later = () => new Promise((resolve) => setTimeout(resolve));

/** When nothing is on its way any more. */
async function settled(): Promise<void> {
  for (let turn = 0; turn === 0 || tab.onTheWay > 0; turn += 1) {
    if (turn > 50) throw new Error("goes on and on");
    await later();
  }
}

/** Layers by name, opened and closed as a screen does. */
function screen(steps: Steps) {
  const open = new Map<string, () => void>();
  const refused = new Set<string>();
  return {
    open,
    refused,
    show: (name: string) => {
      const remove = steps.add(() => {
        if (refused.has(name)) return false;
        open.delete(name);
        return true;
      });
      open.set(name, remove);
    },
    hide: (name: string) => {
      open.get(name)?.();
      open.delete(name);
    },
    get names() {
      return [...open.keys()];
    },
  };
}

let tab: Tab;
let steps: Steps;
let shown: ReturnType<typeof screen>;
beforeEach(() => start("from the call"));
function start(counting: Counting) {
  tab = new Tab(counting);
  steps = createSteps(tab.window);
  shown = screen(steps);
}

test("Back closes the uppermost layer and stays on the page, and the router hears nothing of it", async () => {
  shown.show("sheet");
  await settled();
  shown.show("sheet over it");
  await settled();
  expect(tab.urls).toEqual(["/leads", "/leads", "/leads"]);
  await tab.go(-1);
  await settled();
  expect(shown.names).toEqual(["sheet"]);
  await tab.go(-1);
  await settled();
  expect(shown.names).toEqual([]);
  expect([tab.at, tab.heard, tab.shown]).toEqual([0, 0, "/leads"]);
});

test("a layer that is closed by hand takes its step along", async () => {
  shown.show("sheet");
  await settled();
  expect(tab.at).toBe(1);
  shown.hide("sheet");
  await settled();
  expect([tab.at, tab.heard]).toEqual([0, 0]);
});

test("one layer in the place of another is the same step", async () => {
  shown.show("move to");
  await settled();
  shown.hide("move to");
  shown.show("why is it lost");
  await settled();
  expect([tab.at, tab.urls.length]).toEqual([1, 2]);
  await tab.go(-1);
  await settled();
  expect(shown.names).toEqual([]);
  expect(tab.at).toBe(0);
});

test("what the address came to say under a layer holds when the layer closes, however it does", async () => {
  shown.show("filters");
  await settled();
  steps.replaceAddress("/leads?source=partner");
  shown.hide("filters");
  await settled();
  expect([tab.at, tab.now.url, tab.shown]).toEqual([0, "/leads?source=partner", "/leads?source=partner"]);
  shown.show("filters");
  await settled();
  steps.replaceAddress("/leads?source=scanner");
  await tab.go(-1);
  await settled();
  expect([tab.at, tab.now.url, tab.shown]).toEqual([0, "/leads?source=scanner", "/leads?source=scanner"]);
});

test("an address with an empty query is the one that the router makes of it", async () => {
  steps.replaceAddress("/leads?new=lead");
  shown.show("new lead");
  await settled();
  steps.replaceAddress("/leads?");
  shown.hide("new lead");
  await Promise.resolve();
  tab.writeAddressPlainly(steps);
  await settled();
  expect([tab.at, tab.now.url, tab.shown]).toEqual([0, "/leads", "/leads"]);
});

test("a layer that does not close is a step again", async () => {
  shown.show("sheet");
  shown.refused.add("sheet");
  await settled();
  await tab.go(-1);
  await settled();
  expect([shown.names, tab.at]).toEqual([["sheet"], 1]);
});

test("what has an address is one step, over which layers are others", async () => {
  steps.pushAddress("/leads/7");
  steps.replaceAddress("/leads/8");
  shown.show("why is it lost");
  await settled();
  expect(tab.urls).toEqual(["/leads", "/leads/8", "/leads/8"]);
  await tab.go(-1);
  await settled();
  expect([shown.names, tab.shown]).toEqual([[], "/leads/8"]);
  steps.closeAddress("/leads?view=table");
  await settled();
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
  await settled();
  expect(tab.urls).toEqual(["/leads", "/leads"]);
  expect([tab.at, tab.shown]).toEqual([1, "/leads"]);
});

test("a layer and what has an address, closed at once, are two steps", async () => {
  steps.pushAddress("/leads/7");
  shown.show("transfer");
  await settled();
  shown.hide("transfer");
  steps.closeAddress("/leads");
  await settled();
  expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
});

test("a layer that leads to an address is passed over on the way back", async () => {
  shown.show("move to");
  await settled();
  shown.hide("move to");
  steps.pushAddress("/leads/7");
  await settled();
  expect([tab.at, tab.shown]).toEqual([2, "/leads/7"]);
  steps.closeAddress("/leads");
  await settled();
  expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
});

test("a link in a layer leaves no step that does nothing", async () => {
  shown.show("more");
  await settled();
  steps.followLink();
  shown.hide("more");
  await settled();
  tab.navigate("/team", steps);
  await settled();
  expect([tab.at, tab.shown]).toEqual([2, "/team"]);
  await tab.go(-1);
  await settled();
  expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
});

test("a link in a layer that leads to where one is leaves no step that does nothing", async () => {
  tab.navigate("/team", steps);
  shown.show("more");
  await settled();
  steps.followLink();
  shown.hide("more");
  tab.refresh();
  steps.look();
  await settled();
  await tab.go(-1);
  await settled();
  expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
});

test.each<Counting>(["from the call", "from the arrival"])(
  "a page that comes while a layer's step is taken back is not left again, counted %s",
  async (counting) => {
    start(counting);
    shown.show("report");
    await settled();
    shown.hide("report");
    await Promise.resolve();
    tab.navigate("/sales", steps);
    await settled();
    expect([tab.now.url, tab.shown]).toEqual(["/sales", "/sales"]);
    await tab.go(-1);
    await settled();
    expect([tab.at, tab.now.url, tab.shown]).toEqual([0, "/leads", "/leads"]);
  },
);

test("a refresh of the router while layers are open changes nothing", async () => {
  shown.show("sheet");
  await settled();
  tab.refresh();
  shown.show("sheet over it");
  await settled();
  await tab.go(-1);
  await settled();
  expect(shown.names).toEqual(["sheet"]);
  await tab.go(-1);
  await settled();
  expect([shown.names, tab.at]).toEqual([[], 0]);
});

test("a refresh of the router while something with an address is open changes nothing", async () => {
  steps.pushAddress("/leads/7");
  tab.refresh();
  steps.replaceAddress("/leads/8");
  tab.refresh();
  steps.closeAddress("/leads");
  await settled();
  expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
});

test.each<Counting>(["from the call", "from the arrival"])(
  "what is opened while a layer's step is taken back stays open, counted %s",
  async (counting) => {
    start(counting);
    shown.show("move to");
    await settled();
    shown.hide("move to");
    await Promise.resolve();
    steps.pushAddress("/leads/7");
    await settled();
    expect([tab.now.url, tab.shown]).toEqual(["/leads/7", "/leads/7"]);
    steps.closeAddress("/leads");
    await settled();
    expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
  },
);

test("a look while a step is on its way changes nothing", async () => {
  steps.pushAddress("/leads/7");
  steps.closeAddress("/leads");
  await Promise.resolve();
  steps.look();
  await settled();
  expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
});

test("Forward to a layer that is gone goes nowhere", async () => {
  shown.show("sheet");
  await settled();
  await tab.go(-1);
  await settled();
  await tab.go(1);
  await settled();
  expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
});

test("Forward to a layer that is gone goes nowhere after a refresh of the router either", async () => {
  for (const name of ["sheet", "sheet over it"]) shown.show(name);
  await settled();
  shown.hide("sheet over it");
  await settled();
  tab.refresh();
  await tab.go(1);
  await settled();
  expect([shown.names, tab.at, tab.shown]).toEqual([["sheet"], 1, "/leads"]);
});

test("after a reload Back does not stop at a layer that is gone", async () => {
  tab.navigate("/team", steps);
  shown.show("operator");
  await settled();
  steps = createSteps(tab.window);
  await tab.go(-1);
  await settled();
  expect([tab.at, tab.shown]).toEqual([0, "/leads"]);
});

test("another page closes the layers of the one before", async () => {
  tab.navigate("/leads?q=a", steps);
  shown.show("sheet");
  await settled();
  await tab.go(-2);
  await settled();
  expect([shown.names, tab.at, tab.shown]).toEqual([[], 0, "/leads"]);
});

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

test("whatever is done in whichever order, what is shown is what the address says, and Back closes one layer", async () => {
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
      // What stands over a screen goes with it.
      steps.followLink();
      for (const name of before) shown.hide(name);
      await settled();
      tab.navigate(`/team/${index}`, steps);
    }
    if (action === "forward" && tab.entries[tab.at + 1]) await tab.go(1);
    if (action === "back" && tab.at > before.length) {
      await tab.go(-1);
      await settled();
      expect(shown.names).toEqual(before.slice(0, -1));
      if (top) expect(tab.shown).toBe(page);
    }
    await settled();
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
