import type { QueryClient } from "@tanstack/react-query";
import { getJson } from "#components/api/client.ts";
import { keepChoice } from "#components/api/keep-choice.ts";
import { FOLLOWED_COOKIE } from "#lib/operations/bulk/rules.ts";
import type { BulkJobJson } from "#lib/operations/bulk/schema.ts";

/** Jobs that are followed at once; older ones give way. */
const MAX_FOLLOWED = 5;

export const followedJobsKey = ["bulk-jobs", "followed"];

export const isUnderWay = ({ finished_at }: BulkJobJson) => finished_at === null;

/** Whether a change that is over has done what was asked, as far as it was not stopped: there is nothing to look into. */
export const isClean = ({ refused, status }: BulkJobJson) => refused === 0 && status !== "failed";

const followedIds = () =>
  (new RegExp(`${FOLLOWED_COOKIE}=([\\d.]*)`).exec(document.cookie)?.[1] ?? "")
    .split(".")
    .filter(Boolean)
    .map(Number);

const keep = (ids: number[]) => keepChoice(FOLLOWED_COOKIE, ids.join("."));

/** One's changes of many leads that go on, and those that were seen to go on and are over now. */
export async function readFollowedJobs(): Promise<BulkJobJson[]> {
  const mine = await getJson<BulkJobJson[]>(`/bulk-jobs?mine=true&limit=${MAX_FOLLOWED}`);
  const followed = followedIds();
  const jobs = mine.filter((job) => isUnderWay(job) || followed.includes(job.id));
  keep(jobs.map(({ id }) => id));
  return jobs;
}

export const followJob = (jobId: number): void => keep([...followedIds(), jobId]);

export function forgetJob(client: QueryClient, jobId: number): void {
  keep(followedIds().filter((id) => id !== jobId));
  client.setQueryData<BulkJobJson[]>(followedJobsKey, (jobs) => jobs?.filter(({ id }) => id !== jobId));
}
