import { onDemand } from "#components/ui/on-demand.tsx";

/** The parts of a board that nobody sees at first: their code comes when it is asked for. */
export const LaneEmpty = onDemand(() =>
  import("#components/views/lane-empty.tsx").then((part) => part.LaneEmpty),
);
export const MoveSheet = onDemand(() => import("./move-sheet.tsx").then((part) => part.MoveSheet));
export const LostSheet = onDemand(() => import("./lost-sheet.tsx").then((part) => part.LostSheet));
export const ConflictSheet = onDemand(() =>
  import("./conflict-sheet.tsx").then((part) => part.ConflictSheet),
);
