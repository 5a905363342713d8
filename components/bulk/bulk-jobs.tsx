"use client";

import { onDemand } from "#components/ui/on-demand.tsx";

/** One's changes of many leads, on whatever screen: how far they are, and how they ended. */
export const BulkJobs = onDemand(() => import("./bulk-progress.tsx").then((part) => part.FollowedJobs));
