import { createElement } from "react";
import { ConflictSheet, LostSheet, MoveSheet } from "#components/board/on-demand.ts";
import { onDemand } from "#components/ui/on-demand.tsx";

const skeleton = createElement("div", { className: "skeleton-line m-4 h-64" });

/**
 * Parts of the leads screen that are hidden at first. They are loaded on demand, so that the first script stays small.
 */
export const LeadDrawer = onDemand(() => import("./lead-drawer.tsx").then((part) => part.LeadDrawer));
export const LeadTable = onDemand(() => import("./lead-table.tsx").then((part) => part.LeadTable), skeleton);
export const ColumnsMenu = onDemand(() => import("./columns-menu.tsx").then((part) => part.ColumnsMenu));
export const NewLeadSheet = onDemand(() => import("./new-lead-sheet.tsx").then((part) => part.NewLeadSheet));
export const BulkBar = onDemand(() => import("#components/bulk/bulk-bar.tsx").then((part) => part.BulkBar));
export const TransferSheet = onDemand(() =>
  import("./transfer-sheet.tsx").then((part) => part.TransferSheet),
);

/** Milliseconds between two parts in browsers that do not report when they are idle. */
const PAUSE = 200;

const whenIdle = (work: () => void) =>
  "requestIdleCallback" in window ? window.requestIdleCallback(work) : setTimeout(work, PAUSE);

/** Preloads the parts that are likely to be opened soon, one after the other. */
function preload(
  parts: { preload: () => Promise<unknown> }[] = [
    LeadDrawer,
    MoveSheet,
    LostSheet,
    TransferSheet,
    NewLeadSheet,
    ConflictSheet,
    BulkBar,
  ],
) {
  const [part, ...others] = parts;
  if (part) whenIdle(() => void part.preload().then(() => preload(others)));
}

/**
 * Starts preloading at the first input.
 * @returns a function that removes its listeners
 */
export function preloadAtFirstTouch(): () => void {
  const events = ["pointermove", "touchstart", "keydown"];
  const leave = () => {
    for (const event of events) document.removeEventListener(event, start);
  };
  const start = () => {
    leave();
    preload();
  };
  for (const event of events) document.addEventListener(event, start, { passive: true });
  return leave;
}
