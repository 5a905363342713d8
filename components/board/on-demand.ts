import { onDemand } from "#components/ui/on-demand.tsx";

/** Parts of a board that are hidden at first. They are loaded on demand, so that the first script stays small. */
export const LaneEmpty = onDemand(() =>
  import("#components/views/lane-empty.tsx").then((part) => part.LaneEmpty),
);
export const MoveSheet = onDemand(() => import("./move-sheet.tsx").then((part) => part.MoveSheet));
export const LostSheet = onDemand(() => import("./lost-sheet.tsx").then((part) => part.LostSheet));
export const ConflictSheet = onDemand(() =>
  import("./conflict-sheet.tsx").then((part) => part.ConflictSheet),
);
