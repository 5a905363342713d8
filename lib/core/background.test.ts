import { expect, test } from "vitest";
import { flushBeforeExit, runInBackground, settleBackground } from "./background.ts";

test("work runs one piece at a time, and a failed piece fails nothing else", async () => {
  const done: string[] = [];
  const piece = (name: string, milliseconds: number) => async () => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    done.push(name);
  };
  runInBackground("one", piece("slow", 20));
  runInBackground("one", () => Promise.reject(new Error("it went wrong")));
  runInBackground("one", piece("fast", 0));
  expect(done).toEqual([]);
  await settleBackground();
  expect(done).toEqual(["slow", "fast"]);
});

test("work that waits for a timer is started and awaited before the process ends", async () => {
  let isDone = false;
  const flush = () => {
    if (isDone) return;
    runInBackground("one", async () => {
      isDone = true;
    });
  };
  flushBeforeExit(flush);
  await settleBackground();
  expect(isDone).toBe(true);
});

test("a queue keeps at most two hundred waiting pieces, and other queues take turns with it", async () => {
  const ran: string[] = [];
  const isAccepted = Array.from({ length: 1_000 }, () =>
    runInBackground("flooded", async () => {
      ran.push("flooded");
    }),
  );
  runInBackground("quiet", async () => {
    ran.push("quiet");
  });
  await settleBackground();
  expect(isAccepted.filter(Boolean)).toHaveLength(200);
  expect(ran).toHaveLength(201);
  expect(ran.slice(0, 3)).toEqual(["flooded", "quiet", "flooded"]);
});

test("work that throws synchronously does not stop the next piece", async () => {
  let hasRun = false;
  runInBackground("one", () => {
    throw new Error("it went wrong at once");
  });
  runInBackground("one", async () => {
    hasRun = true;
  });
  await settleBackground();
  expect(hasRun).toBe(true);
});
