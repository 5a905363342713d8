/** What the steps of the history do with an address, once their code is there: it comes with the first layer. */
type AddressSteps = Record<"replaceAddress" | "pushAddress", (wanted: string) => void> & { look: () => void };

let steps: AddressSteps | undefined;
let hearStep: ((event: PopStateEvent) => void) | undefined;

/**
 * Hears of the browser's steps before the router does, which must not hear of all of them. Listeners of a window are
 * called in the order in which they were added, whether they capture or not, so this runs before the router is there.
 */
export function listenBeforeRouter(): void {
  window.addEventListener("popstate", (event) => hearStep?.(event));
}

/** From now on this is told of the browser's steps, before the router. */
export function onStep(hear: (event: PopStateEvent) => void): void {
  hearStep = hear;
}

/** From now on these change the address. */
export function handOver(loaded: AddressSteps): void {
  steps = loaded;
}

/** A name that no other entry of the history has, also after a reload. */
export const newName = (): string => `${Date.now()}-${Math.random()}`;

/** The router writes an address with an empty query anew, without it, as a step to another page. */
export const withoutEmptyQuery = (address: string): string => address.replace(/\?$/, "");

/** Changes the address, and with it what the router shows, without a step in the history. */
export function replaceAddress(wanted: string): void {
  if (steps) {
    steps.replaceAddress(wanted);
    return;
  }
  const { layers, openedHere } = window.history.state ?? {};
  // Only what is ours: with the router's own marks in it, the router would show nothing of the change.
  window.history.replaceState({ layers, openedHere }, "", withoutEmptyQuery(wanted));
}

/** Opens what has an address of its own, as a step. */
export function pushAddress(wanted: string): void {
  if (steps) steps.pushAddress(wanted);
  else window.history.pushState({ openedHere: newName() }, "", withoutEmptyQuery(wanted));
}

/** The router may have written an entry of its own. */
export const lookAtAddress = (): void => steps?.look();
