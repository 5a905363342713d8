import { parentPort, workerData } from "node:worker_threads";
import { drawLesson } from "./draw-lesson.ts";

// A thread of its own: the arithmetic of a training would keep a process from everything else.

parentPort?.postMessage(drawLesson(workerData.examples, workerData.champion));
