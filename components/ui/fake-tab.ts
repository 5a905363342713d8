import { createSteps, type Steps } from "./history-steps.ts";

type Entry = { state: Record<string, unknown> | null; url: string };
type Hear = Parameters<Parameters<typeof createSteps>[0]["onStep"]>[0];

/**
 * Browsers differ in when `go` counts its steps: from the entry at the call, or from the entry when the step happens.
 */
export type Counting = "from the call" | "from the arrival";

const later = () => new Promise((resolve) => setTimeout(resolve));

/** A browser history with a router that, like Next's, marks its own entries and handles steps to all entries. */
class Tab {
  entries: Entry[] = [{ state: { __NA: true }, url: "/leads" }];
  at = 0;
  /** The address that the router shows. */
  shown = "/leads";
  /** Requested steps that have not happened yet. */
  onTheWay = 0;
  /** How often the router received a step. */
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

  /** Back and Forward happen later, as in a browser. */
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

  /** Follows a link of the router. */
  navigate(url: string, steps: Steps) {
    this.at += 1;
    this.entries.splice(this.at, this.entries.length, { state: { __NA: true }, url });
    this.shown = url;
    steps.look();
  }

  /** A refresh of the router, which removes other state from the entry. */
  refresh() {
    this.entries[this.at] = { state: { __NA: true }, url: this.now.url };
  }

  /** The router's replacement of an address with an empty query. */
  writeAddressPlainly(steps: Steps) {
    this.#write({ ...this.now.state, __NA: true }, this.now.url.replace(/\?$/, ""), false);
    steps.look();
  }

  get urls() {
    return this.entries.map(({ url }) => url);
  }

  /** Waits until all requested steps have happened. */
  async settled(): Promise<void> {
    for (let turn = 0; turn === 0 || this.onTheWay > 0; turn += 1) {
      if (turn > 50) throw new Error("goes on and on");
      await later();
    }
  }
}

/** Opens and closes layers by name, as a screen does. */
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

/** A new tab with its history steps and layers. */
export function openTab(counting: Counting) {
  const tab = new Tab(counting);
  const steps = createSteps(tab.window);
  return { tab, steps, shown: screen(steps) };
}
