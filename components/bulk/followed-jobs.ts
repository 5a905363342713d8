import type { QueryClient } from "@tanstack/react-query";
import { getJson } from "#components/api/client.ts";
import { keepChoice } from "#components/api/keep-choice.ts";
import { FOLLOWED_COOKIE } from "#lib/operations/bulk/rules.ts";
import type { BulkJobJson } from "#lib/operations/bulk/schema.ts";

/** The maximum number of followed jobs. A new job replaces the oldest. */
const MAX_FOLLOWED = 5;

export const followedJobsKey = ["bulk-jobs", "followed"];

export const isUnderWay = ({ finished_at }: BulkJobJson) => finished_at === null;

/** Whether a finished job has nothing to report: it did not fail and no lead was refused. It may have been stopped. */
export const isClean = ({ refused, status }: BulkJobJson) => refused === 0 && status !== "failed";

const followedIds = () =>
  (new RegExp(`${FOLLOWED_COOKIE}=([\\d.]*)`).exec(document.cookie)?.[1] ?? "")
    .split(".")
    .filter(Boolean)
    .map(Number);

const keep = (ids: number[]) => keepChoice(FOLLOWED_COOKIE, ids.join("."));

/** The person's running jobs, and finished jobs that were seen running and are not closed yet. */
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
