import { expect, test } from "vitest";
import { flushBeforeExit, runInBackground, settleBackground } from "./background.ts";

test("work runs one piece after another; one that fails fails nothing else", async () => {
  const done: string[] = [];
  const piece = (name: string, milliseconds: number) => async () => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    done.push(name);
  };
  runInBackground(piece("slow", 20));
  runInBackground(() => Promise.reject(new Error("it went wrong")));
  runInBackground(piece("fast", 0));
  expect(done).toEqual([]);
  await settleBackground();
  expect(done).toEqual(["slow", "fast"]);
});

test("what waits for a timer is started and waited for before the process ends", async () => {
  let isDone = false;
  const flush = () => {
    if (isDone) return;
    runInBackground(async () => {
      isDone = true;
    });
  };
  flushBeforeExit(flush);
  await settleBackground();
  expect(isDone).toBe(true);
});

test("of a flood two hundred pieces wait at most", async () => {
  let ran = 0;
  for (let piece = 0; piece < 1_000; piece += 1)
    runInBackground(async () => {
      ran += 1;
    });
  await settleBackground();
  expect(ran).toBe(200);
});
