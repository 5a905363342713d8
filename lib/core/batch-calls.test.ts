import { expect, test } from "vitest";
import { batchCalls } from "./batch-calls.ts";

const later = () => new Promise((resolve) => setTimeout(resolve, 1));

test("simultaneous calls are batched by key, and each gets its own answer", async () => {
  const turns: number[][] = [];
  const doubled = batchCalls(async (items: number[]) => {
    turns.push(items);
    await later();
    return items.map((item) => item * 2);
  }, 3);
  const answers = await Promise.all([
    ...[1, 2, 3, 4, 5].map((item) => doubled("one", item)),
    doubled("other", 10),
  ]);
  expect(answers).toEqual([2, 4, 6, 8, 10, 20]);
  expect(turns).toEqual([[1], [10], [2, 3, 4], [5]]);
});

test("when a batch fails, only the call that cannot be served fails", async () => {
  const checked = batchCalls(async (items: number[]) => {
    await later();
    if (items.includes(3)) throw new Error("3 is refused");
    return items;
  }, 10);
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map((item) => checked("one", item)));
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  expect(await checked("one", 5)).toBe(5);
});

test("a failure of the whole batch is not retried call by call", async () => {
  const turns: number[][] = [];
  const failing = batchCalls(
    async (items: number[]): Promise<number[]> => {
      turns.push(items);
      await later();
      throw new Error("no connection");
    },
    10,
    () => true,
  );
  const outcomes = await Promise.allSettled([1, 2, 3].map((item) => failing("one", item)));
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(turns).toEqual([[1], [2, 3]]);
});
