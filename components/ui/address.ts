/**
 * Functions that change the address together with the history entries of layers. Their code is loaded with the first
 * layer.
 */
type AddressSteps = Record<"replaceAddress" | "pushAddress", (wanted: string) => void> & { look: () => void };

let steps: AddressSteps | undefined;
let hearStep: ((event: PopStateEvent) => void) | undefined;

/**
 * Listens to the browser's history steps before the router, which must not receive all of them. Listeners of a window
 * run in the order in which they were added, so this must be called before the router starts.
 */
export function listenBeforeRouter(): void {
  window.addEventListener("popstate", (event) => hearStep?.(event));
}

/** Sets the function that receives the browser's history steps before the router. */
export function onStep(hear: (event: PopStateEvent) => void): void {
  hearStep = hear;
}

/** From now on, address changes go through these functions. */
export function handOver(loaded: AddressSteps): void {
  steps = loaded;
}

/** A unique name for a history entry, also after a reload. */
export const newName = (): string => `${Date.now()}-${Math.random()}`;

/**
 * The router replaces an address with an empty query by one without it, as a navigation to another page. Removing the
 * `?` avoids that.
 */
export const withoutEmptyQuery = (address: string): string => address.replace(/\?$/, "");

/** Changes the address, and what the router shows, without a history step. */
export function replaceAddress(wanted: string): void {
  if (steps) {
    steps.replaceAddress(wanted);
    return;
  }
  const { layers, openedHere } = window.history.state ?? {};
  // Only our own state is written. With the router's own marks in it, the router would ignore the change.
  window.history.replaceState({ layers, openedHere }, "", withoutEmptyQuery(wanted));
}

/** Opens a screen that has its own address, as a history step. */
export function pushAddress(wanted: string): void {
  if (steps) steps.pushAddress(wanted);
  else window.history.pushState({ openedHere: newName() }, "", withoutEmptyQuery(wanted));
}

/** Must be called after the router may have written an entry of its own. */
export const lookAtAddress = (): void => steps?.look();
