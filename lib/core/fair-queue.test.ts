import { expect, test, vi } from "vitest";
import { TooManyRequests } from "./errors.ts";
import { FairQueue } from "./fair-queue.ts";
import { REPORT_SHARES } from "./limits.ts";

const SHARES = {
  atOnce: 3,
  perGroup: 2,
  perCaller: 1,
  maxWaitingOfCaller: 4,
  maxWaitingOfGroup: 6,
  maxWaiting: 10,
  maxWait: 10_000,
};

/** Operations that end on demand, and the order in which they began. */
function operations(queue: FairQueue) {
  const began: string[] = [];
  const end = new Map<string, () => void>();
  const ask = (name: string, group: number, caller: string) =>
    queue.run(
      { group, caller },
      () =>
        new Promise<string>((resolve) => {
          began.push(name);
          end.set(name, () => resolve(name));
        }),
    );
  const finish = async (name: string) => {
    end.get(name)?.();
    await new Promise((next) => setImmediate(next));
  };
  return { began, ask, finish };
}

test("a caller runs within its share, its group within the group's, and others find room", async () => {
  const { began, ask, finish } = operations(new FairQueue(SHARES));
  const all = [ask("a1", 1, "a"), ask("a2", 1, "a"), ask("b1", 1, "b"), ask("c1", 1, "c"), ask("z1", 2, "z")];
  expect(began).toEqual(["a1", "b1", "z1"]);
  await finish("z1");
  expect(began).toEqual(["a1", "b1", "z1"]);
  await finish("b1");
  expect(began.at(-1)).toBe("c1");
  for (const name of ["a1", "a2", "c1"]) await finish(name);
  expect(await Promise.all(all)).toHaveLength(5);
});

test("waiting callers are served in turn, even if one of them sends many operations", async () => {
  const queue = new FairQueue({ ...SHARES, atOnce: 1 });
  const { began, ask, finish } = operations(queue);
  const asked = [
    ...["a1", "a2", "a3"].map((name) => ask(name, 1, "a")),
    ...["b1", "b2"].map((name) => ask(name, 1, "b")),
    ...["z1", "z2"].map((name) => ask(name, 2, "z")),
  ];
  for (let served = 0; served < asked.length; served += 1) await finish(began.at(-1) ?? "");
  expect(began).toEqual(["a1", "a2", "z1", "b1", "z2", "a3", "b2"]);
  expect(queue.state).toEqual({ running: 0, waiting: 0 });
});

test("refuses a caller with too many waiting operations, and still serves others", async () => {
  const { began, ask, finish } = operations(new FairQueue(SHARES));
  const kept = ["a1", "a2", "a3", "a4", "a5"].map((name) => ask(name, 1, "a"));
  await expect(ask("a6", 1, "a")).rejects.toMatchObject({
    status: 429,
    code: "share_exceeded",
    retryAfterSeconds: 1,
  });
  const other = ask("b1", 1, "b");
  expect(began).toEqual(["a1", "b1"]);
  await finish("b1");
  await other;
  for (const name of ["a1", "a2", "a3", "a4", "a5"]) await finish(name);
  await Promise.all(kept);
});

test("refuses an operation that has waited too long, and removes it from the queue", async () => {
  const queue = new FairQueue({ ...SHARES, maxWait: 5 });
  const { began, ask, finish } = operations(queue);
  const first = ask("a1", 1, "a");
  await expect(ask("a2", 1, "a")).rejects.toBeInstanceOf(TooManyRequests);
  await finish("a1");
  await first;
  const third = ask("a3", 1, "a");
  expect(began).toEqual(["a1", "a3"]);
  await finish("a3");
  await third;
  expect(queue.state).toEqual({ running: 0, waiting: 0 });
});

test("returns a share when its operation fails", async () => {
  const queue = new FairQueue({ ...SHARES, atOnce: 1 });
  const requester = { group: 1, caller: "a" };
  await expect(queue.run(requester, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await queue.run(requester, async () => "next")).toBe("next");
});

test("refuses a group with too many waiting operations, with any number of callers", async () => {
  const queue = new FairQueue(SHARES);
  const { began, ask, finish } = operations(queue);
  const kept = ["a", "b", "c", "d", "e", "f", "g", "h"].map((caller) => ask(caller, 1, caller));
  expect(queue.state).toEqual({ running: 2, waiting: 6 });
  await expect(ask("i", 1, "i")).rejects.toMatchObject({ code: "share_exceeded" });
  const others = [ask("y", 2, "y"), ask("z", 2, "z")];
  await finish("a");
  kept.push(ask("i", 1, "i"));
  while (began.length < 11) for (const name of [...began]) await finish(name);
  for (const name of began) await finish(name);
  expect(await Promise.all([...kept, ...others])).toHaveLength(11);
  expect(queue.state).toEqual({ running: 0, waiting: 0 });
});

test("finds the next operation without iterating over the callers of a group at its share", async () => {
  const callers = 20_000;
  const queue = new FairQueue({ ...SHARES, maxWaitingOfGroup: callers, maxWaiting: 2 * callers });
  const { ask, finish } = operations(queue);
  for (let at = 0; at < callers; at += 1) ask(`a${at}`, 1, `a${at}`).catch(() => {});
  const began = performance.now();
  for (let served = 0; served < 1_000; served += 1) {
    const one = ask(`z${served}`, 2, "z");
    await finish(`z${served}`);
    await one;
  }
  expect(performance.now() - began).toBeLessThan(500);
});

test("two people of a workspace read a report at once, and leave a slot to another workspace", async () => {
  const { began, ask, finish } = operations(new FairQueue({ ...REPORT_SHARES, maxRest: 0 }));
  const asked = [
    ...["a1", "a2"].map((name) => ask(name, 1, "a")),
    ...["b1", "c1"].map((name) => ask(name, 1, name)),
    ask("z1", 2, "z"),
  ];
  expect(began).toEqual(["a1", "b1", "z1"]);
  for (const name of ["a1", "b1", "a2", "c1", "z1"]) await finish(name);
  expect(await Promise.all(asked)).toHaveLength(5);
});

test("a caller rests as long as its operation took when others of its group wait, and other groups don't wait for that", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  const queue = new FairQueue({ ...SHARES, perGroup: 1, maxRest: 1_000 });
  const { began, ask, finish } = operations(queue);
  const asked = [ask("a1", 1, "a"), ask("a2", 1, "a"), ask("a3", 1, "a"), ask("b1", 1, "b")];
  await vi.advanceTimersByTimeAsync(300);
  await finish("a1");
  expect(began).toEqual(["a1", "b1"]);
  await vi.advanceTimersByTimeAsync(290);
  await finish("b1");
  expect(began).toEqual(["a1", "b1"]);
  await vi.advanceTimersByTimeAsync(20);
  expect(began).toEqual(["a1", "b1", "a2"]);
  await vi.advanceTimersByTimeAsync(5_000);
  await finish("a2");
  await vi.advanceTimersByTimeAsync(990);
  expect(began.at(-1)).toBe("a2");
  await vi.advanceTimersByTimeAsync(20);
  expect(began.at(-1)).toBe("a3");
  await finish("a3");
  expect(await Promise.all(asked)).toHaveLength(4);
  expect(queue.state).toEqual({ running: 0, waiting: 0 });
  vi.useRealTimers();
});
