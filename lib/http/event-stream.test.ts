import { afterAll, expect, test } from "vitest";
import { closeListener } from "#db/listen.ts";
import { ctxOfRequester } from "#lib/auth/ctx-of-requester.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { updateOperator } from "#lib/conversations/staffing/update-operator.ts";
import { SECOND } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Unauthenticated } from "#lib/core/errors.ts";
import { feedHub } from "#lib/insight/feed/follow-feed.ts";
import { BEAT_EVERY } from "#lib/insight/feed/rules.ts";
import { createSource } from "#lib/workspace/sources/create-source.ts";
import { createDepartment } from "#lib/workspace/team/create-department.ts";
import { newLead, newUser, newWorkspace } from "#testing/workspace.ts";
import { stream } from "./contract/events.ts";
import { eventStream } from "./event-stream.ts";
import { resource } from "./resource.ts";

afterAll(closeListener);

type Change = { id: string; event: string; data: { type: string; subject_id: number } };

const newRequest = (signal?: AbortSignal) =>
  new Request("http://localhost/api/v1/stream", signal ? { signal } : {});

/** Reads a stream as EventSource does. */
async function open(ctx: Ctx, lastEventId: string | null = null, readCtxNow = async () => ctx) {
  const response = await eventStream(ctx, newRequest(), lastEventId, readCtxNow);
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = "";
  const next = async (wanted: (change: Change) => boolean): Promise<Change | undefined> => {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end >= 0) {
        const lines = new Map(
          text
            .slice(0, end)
            .split("\n")
            .map((line) => line.split(": ", 2) as [string, string]),
        );
        const raw = text.slice(0, end);
        text = text.slice(end + 2);
        const data = /^data: (.*)$/m.exec(raw)?.[1];
        const change = {
          id: lines.get("id") ?? "",
          event: lines.get("event") ?? "",
          data: data ? JSON.parse(data) : {},
        };
        if (wanted(change as Change)) return change as Change;
        continue;
      }
      const { value, done } = await reader.read();
      if (done) return undefined;
      text += decoder.decode(value, { stream: true });
    }
  };
  return { next, close: () => reader.cancel() };
}

/** The ctx of the same person with their current rights. */
async function ctxNow({ workspaceId, actor }: Ctx): Promise<Ctx> {
  const ctx = await ctxOfRequester({ workspaceId, kind: "user", id: actor.id ?? 0 }, {});
  if (!ctx) throw new Unauthenticated();
  return ctx;
}

/** More changes than a stream buffers for its client. */
const CROWD = 1_100;
const AT_ONCE = 50;

const created = (change: Change) => change.data.type === "lead.created";

test("a reconnected stream gets the events that it missed, once", async () => {
  const { manager } = await newWorkspace();
  const stream = await open(manager);
  const first = await newLead(manager);
  const seen = await stream.next(created);
  expect(seen?.data.subject_id).toBe(first.id);
  await stream.close();
  const missed = [await newLead(manager), await newLead(manager)];
  await new Promise((next) => setTimeout(next, 100));
  const again = await open(manager, seen?.id);
  const later = newLead(manager);
  const told = [await again.next(created), await again.next(created), await again.next(created)];
  expect(told.map((change) => change?.data.subject_id)).toEqual([
    ...missed.map(({ id }) => id),
    (await later).id,
  ]);
  await again.close();
});

test("a stream without events sends pings as events, which a browser can see", async () => {
  const { manager } = await newWorkspace();
  const stream = await open(manager);
  const began = Date.now();
  expect(await stream.next(({ event }) => event === "beat")).toBeDefined();
  expect(Date.now() - began).toBeLessThan(BEAT_EVERY + 2 * SECOND);
  await stream.close();
}, 20_000);

test("an operator gets events of their own leads and queue only", async () => {
  const { manager, operator, job } = await newWorkspace();
  const colleague = await newUser(job, "operator");
  const stream = await open(operator);
  await newLead(colleague);
  const queued = await newLead(manager);
  expect((await stream.next(created))?.data.subject_id).toBe(queued.id);
  await stream.close();
});

test("a stream ends soon after its caller loses the right to read", async () => {
  const { manager } = await newWorkspace();
  let isAllowed = true;
  const stream = await open(manager, null, async () => {
    if (!isAllowed) throw new Unauthenticated();
    return manager;
  });
  await newLead(manager);
  await stream.next(created);
  isAllowed = false;
  await new Promise((next) => setTimeout(next, 1_100));
  await newLead(manager);
  expect(await stream.next(created)).toBeUndefined();
});

test("a stream ends when its operator moves to another department, and then has that department's queue", async () => {
  const { manager, operator, job } = await newWorkspace();
  const department = await createDepartment(manager, { name: "Second line" });
  await createSource(manager, { name: "Form", code: "form", department_id: department.id });
  const { operatorId } = operatorOf(operator);
  const now = () => ctxNow(operator);
  const stream = await open(operator, null, now);
  const place = (await stream.next(({ id }) => id !== ""))?.id ?? null;
  await newLead(job, { source: "form" });
  await updateOperator(manager, operatorId, { department_id: department.id });
  expect(await stream.next(({ event }) => event === "change")).toBeUndefined();
  const again = await open(await now(), place, now);
  expect((await again.next(({ event }) => event === "change"))?.data.type).toBe("lead.created");
  expect((await again.next(({ event }) => event === "change"))?.data.type).toBe("operator.updated");
  await again.close();
});

test("a stream that failed to open leaves no subscriber", async () => {
  const { manager } = await newWorkspace();
  const before = feedHub().subscriberCount;
  await expect(
    eventStream(manager, newRequest(), "99999999999999999999.1", async () => manager),
  ).rejects.toThrow();
  expect(feedHub().subscriberCount).toBe(before);
});

test("a HEAD request for a stream leaves no subscriber", async () => {
  const { manager } = await newWorkspace();
  const before = feedHub().subscriberCount;
  const open = () => eventStream(manager, newRequest(), null, async () => manager);
  const { HEAD } = resource({ GET: Object.assign(open, { contract: stream }) });
  const head = await HEAD(new Request("http://localhost/api/v1/stream"), { params: Promise.resolve({}) });
  expect([head.status, feedHub().subscriberCount]).toEqual([200, before]);
});

test("a client that never reads is dropped", async () => {
  const { manager } = await newWorkspace();
  const [asleep, awake] = [await open(manager), await open(manager)];
  const hearing = (async () => {
    for (let heard = 0; heard < CROWD; heard += 1) await awake.next(created);
  })();
  for (let made = 0; made < CROWD; made += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, () => newLead(manager)));
  await hearing;
  await awake.close();
  expect(await asleep.next(created)).toBeUndefined();
}, 60_000);
