import { resealSecondFactorsTask } from "#lib/auth/second-factor/tasks.ts";
import { deleteOldSessionsTask } from "#lib/auth/sessions/tasks.ts";
import { deleteOldAttempts } from "#lib/auth/throttle.ts";
import {
  serveQueuesTask,
  takeBackFromAbsentTask,
  takeBackUnacceptedTask,
} from "#lib/conversations/appeals/tasks.ts";
import { deliverMessagesTask } from "#lib/conversations/channels/deliver-messages.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { listBusyWorkspaces } from "#lib/operations/bulk/queries.ts";
import { workBulkJobsTask } from "#lib/operations/bulk/tasks.ts";
import { deleteOldAnswersTask } from "#lib/operations/idempotency/tasks.ts";
import { deleteEmptyCountersTask } from "#lib/pipeline/counters/tasks.ts";
import { settleOutcomesTask, trainModelTask } from "#lib/scoring/learning/tasks.ts";
import { analyzeDueTask } from "#lib/scoring/tasks.ts";

type Schedule = {
  /** Also the name of its queue, and of the actor in the log. */
  name: string;
  /** By the clock, not since the last run: 30 means at every full and half minute. */
  everySeconds: number;
};

/**
 * A job that runs for each workspace. Its task finds the work that is due and does it, in one transaction or in one
 * for each item, so that an interrupted run can be repeated and a repetition after a complete run changes nothing.
 */
export type WorkspaceJob = Schedule & {
  scope?: "workspace";
  run: (ctx: Ctx) => Promise<unknown>;
  /** The workspaces that have work. Without it the job runs for all workspaces. */
  workspaces?: () => Promise<{ id: number }[]>;
};

/** A job that runs once for all workspaces, such as for accounts. Its task can be repeated, too. */
export type InstallationJob = Schedule & { scope: "installation"; run: () => Promise<unknown> };

export type Job = WorkspaceJob | InstallationJob;

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;

/** Every job of Leadline, one line each. */
export const jobs: readonly Job[] = [
  { name: "deliver-messages", everySeconds: 5, run: deliverMessagesTask },
  { name: "work-bulk-jobs", everySeconds: 1, run: workBulkJobsTask, workspaces: listBusyWorkspaces },
  { name: "serve-queues", everySeconds: 30, run: serveQueuesTask },
  { name: "take-back-unaccepted", everySeconds: 10, run: takeBackUnacceptedTask },
  { name: "take-back-from-absent", everySeconds: 30, run: takeBackFromAbsentTask },
  { name: "analyze-due", everySeconds: MINUTE, run: analyzeDueTask },
  { name: "settle-outcomes", everySeconds: 10 * MINUTE, run: settleOutcomesTask },
  { name: "train-model", everySeconds: DAY, run: trainModelTask },
  { name: "forget-empty-counters", everySeconds: HOUR, run: deleteEmptyCountersTask },
  { name: "forget-old-attempts", everySeconds: HOUR, scope: "installation", run: deleteOldAttempts },
  { name: "forget-old-answers", everySeconds: HOUR, run: deleteOldAnswersTask },
  { name: "forget-old-sessions", everySeconds: HOUR, run: deleteOldSessionsTask },
  {
    name: "reseal-second-factors",
    everySeconds: 10 * MINUTE,
    scope: "installation",
    run: resealSecondFactorsTask,
  },
];
