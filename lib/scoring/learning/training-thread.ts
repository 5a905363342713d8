import { parentPort, workerData } from "node:worker_threads";
import { trainCandidate } from "./train-candidate.ts";

// Runs in a thread of its own, because the computation of a training would block the process.

parentPort?.postMessage(trainCandidate(workerData.examples, workerData.champion));
