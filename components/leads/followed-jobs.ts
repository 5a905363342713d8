import type { QueryClient } from "@tanstack/react-query";
import { getJson } from "#components/api/client.ts";
import type { BulkJobJson } from "#lib/bulk/schema.ts";

/** Where the browser keeps the ids of the jobs that somebody follows, until their end has been seen. */
const KEPT = "bulk-jobs";

/** Jobs that are followed at once; older ones give way. */
const MOST = 5;

export const followedJobsKey = ["bulk-jobs", "followed"];

export const isUnderWay = ({ finished_at }: BulkJobJson) => finished_at === null;

const followedIds = () => (localStorage.getItem(KEPT) ?? "").split(",").map(Number);

const keep = (ids: number[]) => localStorage.setItem(KEPT, ids.join());

/** One's changes of many leads that go on, and those that were seen to go on and are over now. */
export async function readFollowedJobs(): Promise<BulkJobJson[]> {
  const mine = await getJson<BulkJobJson[]>(`/bulk-jobs?mine=true&limit=${MOST}`);
  const followed = followedIds();
  const jobs = mine.filter((job) => isUnderWay(job) || followed.includes(job.id));
  keep(jobs.map(({ id }) => id));
  return jobs;
}

export function followJob(client: QueryClient, jobId: number): void {
  keep([...followedIds(), jobId]);
  void client.invalidateQueries({ queryKey: followedJobsKey });
}

export function forgetJob(client: QueryClient, jobId: number): void {
  keep(followedIds().filter((id) => id !== jobId));
  client.setQueryData<BulkJobJson[]>(followedJobsKey, (jobs) => jobs?.filter(({ id }) => id !== jobId));
}
