import { newName, withoutEmptyQuery } from "./address.ts";

/**
 * Closes a layer.
 * @returns whether it closes; it stays while it contains a refused change
 */
type Close = () => boolean;

/** What a history entry stores about layers: the page below them, and their number. */
type Mark = { page: string; layers: number };

/** A step that was requested and has not happened yet. */
type Going = {
  steps: number;
  /** The target: fewer layers on the same page, the address below a screen that closes, or the router's entry. */
  to: { layers: number } | { address: string; opening: string } | "where the router is";
  /** Whether the router has written an entry meanwhile, so that the person is on another page. */
  isOvertaken?: boolean;
};

type PopState = { state: unknown; stopImmediatePropagation: () => void };

/** The parts of a window that are used here. */
export type StepsWindow = {
  history: Pick<History, "state" | "go" | "pushState" | "replaceState">;
  location: { readonly href: string };
  /** Reports the browser's history steps, before the router receives them. */
  onStep: (hear: (event: PopState) => void) => void;
};

/** Our part of an entry's state, beside the router's own marks. */
type OurState = {
  layers?: Mark | undefined;
  /** A unique name, set if this address was opened from the previous entry. */
  openedHere?: string | undefined;
};

const NO_LAYERS: Mark = { page: "", layers: 0 };

const markOf = (state: unknown): Mark | undefined => (state as OurState | null)?.layers;
const openingOf = (state: unknown): string | undefined => (state as OurState | null)?.openedHere;

/**
 * Keeps the browser's history in line with the layers over a screen. Each layer is an entry with the address of the
 * screen, so that Back closes only the topmost layer. A layer that is closed by hand also removes its entry. A screen
 * with its own address, such as a lead, is an entry that the router knows too.
 *
 * The router does not receive steps between layers. If a link in a layer opens another page, the layer's entry stays
 * behind and is skipped on the way back.
 */
export function createSteps({ history, location, onStep }: StepsWindow) {
  const layers: Close[] = [];
  let here = NO_LAYERS;
  let opening: string | undefined;
  let address = "";
  let going: Going | undefined;
  let leaving: { address: string; opening: string } | undefined;
  let isFollowingLink = false;
  let isDue = false;

  const place = (mark: Mark | undefined) => {
    here = mark ?? NO_LAYERS;
    opening = openingOf(history.state);
    address = location.href;
  };
  /** The router's marks are kept in the state, so that the router takes the entry for its own and shows no change. */
  const mark = (wanted: Mark, write: "pushState" | "replaceState") => {
    history[write]({ ...history.state, layers: wanted }, "");
    place(wanted);
  };
  const go = (steps: number, to: Going["to"]) => {
    going = { steps, to };
    history.go(steps);
  };
  const ours = (): OurState => ({ layers: here.page ? here : undefined, openedHere: opening });
  /** Updates the current position. A refresh of the router removes our marks, but does not change the address. */
  const look = () => {
    const isElsewhere = location.href !== address;
    if (isElsewhere) {
      if (going) going.isOvertaken = true;
      isFollowingLink = false;
    }
    if (isElsewhere || markOf(history.state) || openingOf(history.state)) place(markOf(history.state));
    else if (here.page || opening) history.replaceState({ ...history.state, ...ours() }, "");
  };
  const replaceAddress = (wanted: string) => {
    look();
    // Only our own state is written. The router then shows the change, and adds its marks itself.
    history.replaceState(ours(), "", withoutEmptyQuery(wanted));
    address = location.href;
  };

  const settle = () => {
    isDue = false;
    if (going) return;
    look();
    if (leaving) {
      go(-here.layers - 1, leaving);
      leaving = undefined;
      return;
    }
    if (layers.length > 0 && here.layers === 0) mark({ page: newName(), layers: 0 }, "replaceState");
    while (layers.length > here.layers) mark({ ...here, layers: here.layers + 1 }, "pushState");
    if (layers.length < here.layers && !isFollowingLink)
      go(layers.length - here.layers, { layers: layers.length });
  };
  /** Waits until a closing layer and the one that replaces it have both been registered. */
  const settleSoon = () => {
    if (!isDue) queueMicrotask(settle);
    isDue = true;
  };

  const closeAbove = (count: number) => {
    for (const close of layers.slice(count).toReversed()) {
      if (!close()) return;
      layers.splice(layers.indexOf(close), 1);
    }
  };

  /** Whether a step ended one entry too high, because the router wrote an entry before the step happened. */
  const isTooFarUp = (to: Going["to"], state: unknown): boolean => {
    if (to === "where the router is") return false;
    if ("address" in to) return openingOf(state) === to.opening;
    // A refresh of the router may have removed the mark of the right entry.
    return (markOf(state)?.layers ?? to.layers) !== to.layers;
  };

  /** @returns whether the step is hidden from the router */
  const arrive = (asked: Going, state: unknown): boolean => {
    const isUp = isTooFarUp(asked.to, state);
    if (isUp || asked.isOvertaken) {
      place(markOf(state));
      go(isUp ? -asked.steps : 1 - asked.steps, "where the router is");
      return true;
    }
    if (asked.to === "where the router is") {
      place(markOf(state));
      return false;
    }
    if ("address" in asked.to) {
      place(markOf(state));
      replaceAddress(asked.to.address);
    } else stay(state, { page: here.page, layers: asked.to.layers });
    return true;
  };
  /** Updates an entry of the same page below some layers, whose address may have changed meanwhile. */
  const stay = (state: unknown, mark: Mark) => {
    history.replaceState({ ...(state as OurState), layers: mark }, "", address);
    place(mark);
  };

  const follow = (event: PopState) => {
    const { state } = event;
    const [left, asked, landed] = [here, going, markOf(state)];
    going = undefined;
    isFollowingLink = false;
    if (asked) {
      if (arrive(asked, state)) event.stopImmediatePropagation();
    } else if (landed && landed.page === left.page) {
      event.stopImmediatePropagation();
      stay(state, landed);
      // If the layer was already closed, the person meant the previous page.
      if (landed.layers < left.layers && layers.length < left.layers && layers.length <= landed.layers)
        history.go(-1);
      else closeAbove(landed.layers);
    } else {
      place(landed);
      closeAbove(0);
    }
    settleSoon();
  };

  place(markOf(history.state));
  onStep(follow);
  return {
    /** Updates the current position, after the router has written an entry. */
    look,
    /** Changes the address without a history step. */
    replaceAddress,
    /** Opens a screen with its own address, as a history step. */
    pushAddress: (wanted: string) => {
      if (going) going.isOvertaken = true;
      history.pushState({ openedHere: newName() }, "", withoutEmptyQuery(wanted));
      place(undefined);
      settleSoon();
    },
    /**
     * Closes a screen with its own address.
     * @param wanted the address of the screen below it
     */
    closeAddress: (wanted: string) => {
      look();
      if (!opening) return replaceAddress(wanted);
      leaving = { address: wanted, opening };
      settleSoon();
    },
    /**
     * Adds a layer on top.
     * @returns a function that removes it
     */
    add: (close: Close) => {
      layers.push(close);
      isFollowingLink = false;
      settleSoon();
      return () => {
        if (layers.includes(close)) layers.splice(layers.indexOf(close), 1);
        settleSoon();
      };
    },
    /**
     * Must be called when a link in a layer is followed: the router will write an entry, so no step may be made
     * meanwhile.
     */
    followLink: () => {
      isFollowingLink = true;
    },
  };
}

export type Steps = ReturnType<typeof createSteps>;
