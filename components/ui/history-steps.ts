import { newName, withoutEmptyQuery } from "./address.ts";

/** Closes a layer. @returns whether it closes: it stays while something that was refused is still in it */
type Close = () => boolean;

/** What an entry of the history says of the layers: over which page they are, and how many. */
type Mark = { page: string; layers: number };

/** A step that was asked for and has not come yet. */
type Going = {
  steps: number;
  /** Either only layers are closed, or what has an address is left for the one below it. */
  to: { layers: number } | { address: string; opening: string } | "where the router is";
  /** The router has written an entry meanwhile: the person is on another page by now. */
  isOvertaken?: boolean;
};

type PopState = { state: unknown; stopImmediatePropagation: () => void };

/** The part of a window that the steps need. */
export type StepsWindow = {
  history: Pick<History, "state" | "go" | "pushState" | "replaceState">;
  location: { readonly href: string };
  /** Tells of the steps of the browser, before the router hears of them. */
  onStep: (hear: (event: PopState) => void) => void;
};

/** What we write into the state of an entry, beside the router's own marks. */
type OurState = {
  layers?: Mark | undefined;
  /** What has this address was opened from the entry before; a name of its own. */
  openedHere?: string | undefined;
};

const NO_LAYERS: Mark = { page: "", layers: 0 };

const markOf = (state: unknown): Mark | undefined => (state as OurState | null)?.layers;
const openingOf = (state: unknown): string | undefined => (state as OurState | null)?.openedHere;

/**
 * Keeps the browser's history in step with what stands over a screen. Each layer is an entry with the address of the
 * screen, so that Back closes the uppermost and nothing else; one that is closed by hand takes its entry along. What
 * has an address of its own, such as a lead, is an entry that the router knows too.
 *
 * The router never hears of a step between layers. Where a link in a layer leads elsewhere, the layer's entry stays
 * behind, and is passed over on the way back.
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
  /** With the router's marks in the state, the router takes the entry for its own and shows nothing of it. */
  const mark = (wanted: Mark, write: "pushState" | "replaceState") => {
    history[write]({ ...history.state, layers: wanted }, "");
    place(wanted);
  };
  const go = (steps: number, to: Going["to"]) => {
    going = { steps, to };
    history.go(steps);
  };
  const ours = (): OurState => ({ layers: here.page ? here : undefined, openedHere: opening });
  /** Finds out where the person is. A refresh of the router takes our marks away, but not the address. */
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
    // Only what is ours: the router shows the change, and adds its marks by itself.
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
  /** Later, when what closes and what opens in its place have both said so. */
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

  /** Whether the entry that a step came to is one too far up: the router's own was written before it came. */
  const isTooFarUp = (to: Going["to"], state: unknown): boolean => {
    if (to === "where the router is") return false;
    if ("address" in to) return openingOf(state) === to.opening;
    // A refresh of the router may have taken the mark of the right one.
    return (markOf(state)?.layers ?? to.layers) !== to.layers;
  };

  /** @returns whether the router need not hear of it */
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
  /** On the same page, below some layers: what the address says by now holds for it too. */
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
      // Where the layer was gone already, the person wanted to the page before.
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
    /** Finds out where the person is, after the router has written an entry. */
    look,
    /** Changes the address without a step. */
    replaceAddress,
    /** Opens what has an address of its own, as a step. */
    pushAddress: (wanted: string) => {
      if (going) going.isOvertaken = true;
      history.pushState({ openedHere: newName() }, "", withoutEmptyQuery(wanted));
      place(undefined);
      settleSoon();
    },
    /** Closes what has an address of its own. @param wanted the address of what it lies over */
    closeAddress: (wanted: string) => {
      look();
      if (!opening) return replaceAddress(wanted);
      leaving = { address: wanted, opening };
      settleSoon();
    },
    /** Adds a layer over all others. @returns the way to take it out */
    add: (close: Close) => {
      layers.push(close);
      isFollowingLink = false;
      settleSoon();
      return () => {
        if (layers.includes(close)) layers.splice(layers.indexOf(close), 1);
        settleSoon();
      };
    },
    /** A link out of a layer is followed: the router writes an entry, which a step must not cross. */
    followLink: () => {
      isFollowingLink = true;
    },
  };
}

export type Steps = ReturnType<typeof createSteps>;
