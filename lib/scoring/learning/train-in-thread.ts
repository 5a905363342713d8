import { once } from "node:events";
import { resolve } from "node:path";
import { Worker } from "node:worker_threads";
import type { Training, trainCandidate } from "./train-candidate.ts";

/**
 * An absolute path from the root, so that the bundler of the web server does not try to bundle the thread, which runs
 * from its source.
 */
const THREAD = resolve(process.cwd(), "lib/scoring/learning/training-thread.ts");

/** The same as `trainCandidate`, in a thread of its own. */
export async function trainInThread(
  ...[examples, champion]: Parameters<typeof trainCandidate>
): Promise<Training> {
  const thread = new Worker(THREAD, { workerData: { examples, champion } });
  const [training] = await once(thread, "message");
  return training;
}
