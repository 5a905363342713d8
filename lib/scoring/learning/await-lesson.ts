import { once } from "node:events";
import { resolve } from "node:path";
import { Worker } from "node:worker_threads";
import type { drawLesson, Lesson } from "./draw-lesson.ts";

/** From the root: the bundler of the web server must not look for the thread, which runs from its source. */
const THREAD = resolve(process.cwd(), "lib/scoring/learning/lesson-thread.ts");

/** The same as `drawLesson`, in a thread of its own. */
export async function awaitLesson(...[examples, champion]: Parameters<typeof drawLesson>): Promise<Lesson> {
  const thread = new Worker(THREAD, { workerData: { examples, champion } });
  const [lesson] = await once(thread, "message");
  return lesson;
}
