import { parentPort, workerData } from "node:worker_threads";
import { trainCandidate } from "./train-candidate.ts";

// A thread of its own: the arithmetic of a training would keep a process from everything else.

parentPort?.postMessage(trainCandidate(workerData.examples, workerData.champion));
