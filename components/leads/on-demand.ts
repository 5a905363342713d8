import { lazy } from "react";

const drawer = () => import("./lead-drawer.tsx").then((part) => ({ default: part.LeadDrawer }));
const table = () => import("./lead-table.tsx").then((part) => ({ default: part.LeadTable }));
const columns = () => import("./columns-menu.tsx").then((part) => ({ default: part.ColumnsMenu }));
const newLead = () => import("./new-lead-sheet.tsx").then((part) => ({ default: part.NewLeadSheet }));
const bulk = () => import("./bulk-bar.tsx").then((part) => ({ default: part.BulkBar }));
const move = () => import("./move-sheet.tsx").then((part) => ({ default: part.MoveSheet }));
const lost = () => import("./lost-sheet.tsx").then((part) => ({ default: part.LostSheet }));
const transfer = () => import("./transfer-sheet.tsx").then((part) => ({ default: part.TransferSheet }));
const conflict = () =>
  import("#components/board/conflict-sheet.tsx").then((part) => ({ default: part.ConflictSheet }));

/** The parts of the leads screen that nobody sees at first: their code comes when it is asked for. */
export const LeadDrawer = lazy(drawer);
export const LeadTable = lazy(table);
export const ColumnsMenu = lazy(columns);
export const NewLeadSheet = lazy(newLead);
export const BulkBar = lazy(bulk);
export const MoveSheet = lazy(move);
export const LostSheet = lazy(lost);
export const TransferSheet = lazy(transfer);
export const ConflictSheet = lazy(conflict);

/** Milliseconds between two parts where the browser cannot say when it is idle. */
const PAUSE = 200;

const whenIdle = (work: () => void) =>
  "requestIdleCallback" in window ? window.requestIdleCallback(work) : setTimeout(work, PAUSE);

/** Fetches what somebody soon asks for, one after the other. What fails shows when it is needed. */
function preload(
  parts: (() => Promise<unknown>)[] = [drawer, move, lost, transfer, newLead, conflict, bulk],
) {
  const [part, ...others] = parts;
  if (!part) return;
  whenIdle(() => {
    part()
      .catch(() => undefined)
      .finally(() => preload(others));
  });
}

/** Begins to fetch the parts when somebody begins to work. @returns the way to leave it */
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
