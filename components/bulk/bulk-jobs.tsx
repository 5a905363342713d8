"use client";

import { onDemand } from "#components/ui/on-demand.tsx";

/** The person's bulk changes, shown on every screen: their progress and their results. */
export const BulkJobs = onDemand(() => import("./bulk-progress.tsx").then((part) => part.FollowedJobs));
