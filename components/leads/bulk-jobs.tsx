"use client";

import { useQuery } from "@tanstack/react-query";
import { onDemand } from "#components/ui/on-demand.tsx";
import { followedJobsKey, isUnderWay, readFollowedJobs } from "./followed-jobs.ts";

const BulkProgress = onDemand(() => import("./bulk-progress.tsx").then((part) => part.BulkProgress));

/** Milliseconds between two looks at how far they are. */
const LOOK_EVERY = 700;

/** One's changes of many leads, on whatever screen: how far they are, and how they ended. */
export function BulkJobs() {
  const { data: jobs = [] } = useQuery({
    queryKey: followedJobsKey,
    queryFn: readFollowedJobs,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? LOOK_EVERY : false),
  });
  return jobs.map((job) => <BulkProgress key={job.id} job={job} />);
}
