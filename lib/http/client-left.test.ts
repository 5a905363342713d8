import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { pipeToNodeResponse } from "next/dist/server/pipe-readable.js";
import { signalFromNodeResponse } from "next/dist/server/web/spec-extension/adapters/next-request.js";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { closeListener } from "#db/listen.ts";
import { SECOND } from "#lib/core/clock.ts";
import { EXPORT_SLOTS, STREAM_SLOTS } from "#lib/core/limits.ts";
import { feedHub } from "#lib/insight/feed/follow-feed.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import * as events from "../../app/api/v1/events/route.ts";
import * as stream from "../../app/api/v1/stream/route.ts";
import { onClientLeft } from "./client-left.ts";
import { csvReply } from "./csv.ts";

afterAll(closeListener);

const of = { params: Promise.resolve({}) };
const MAX_AGE = 15 * 60 * SECOND;

let workspace: TestWorkspace;
let authorization: string;
beforeAll(async () => {
  workspace = await newWorkspace();
});
// Each test has its own caller, so that all its slots are free.
beforeEach(async () => {
  authorization = `Bearer ${(await createApiKey(workspace.job, { name: "test", scope: "admin" })).key}`;
});

const kinds = {
  stream: { GET: stream.GET, slots: STREAM_SLOTS.perCaller, accept: "text/event-stream" },
  export: { GET: events.GET, slots: EXPORT_SLOTS.perCaller, accept: "text/csv" },
};
type Kind = (typeof kinds)[keyof typeof kinds];

const requestOf = ({ accept }: Kind, signal?: AbortSignal) =>
  new Request("http://localhost/api/v1/any", {
    headers: { authorization, accept },
    ...(signal ? { signal } : {}),
  });

async function expectFreeSlots(kind: Kind): Promise<void> {
  const answers = [];
  for (let opened = 0; opened < kind.slots; opened += 1) answers.push(await kind.GET(requestOf(kind), of));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: kind.slots }, () => 200));
  for (const { body } of answers) await body?.cancel();
}

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}

test.each(Object.entries(kinds))(
  "a client that leaves before its %s begins holds no slot",
  async (_, kind) => {
    const before = feedHub().subscriberCount;
    for (let left = 0; left < kind.slots; left += 1)
      expect((await kind.GET(requestOf(kind, AbortSignal.abort()), of)).status).toBe(200);
    expect(feedHub().subscriberCount).toBe(before);
    await expectFreeSlots(kind);
  },
);

test.each(Object.entries(kinds))(
  "a client that leaves before its %s is read holds no slot",
  async (_, kind) => {
    const before = feedHub().subscriberCount;
    for (let left = 0; left < kind.slots; left += 1) {
      const controller = new AbortController();
      await kind.GET(requestOf(kind, controller.signal), of);
      controller.abort();
    }
    expect(feedHub().subscriberCount).toBe(before);
    await expectFreeSlots(kind);
  },
);

test.each(Object.entries(kinds))("a client that leaves while its %s opens holds no slot", async (_, kind) => {
  const before = feedHub().subscriberCount;
  for (let left = 0; left < kind.slots; left += 1) {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), left);
    await kind.GET(requestOf(kind, controller.signal), of);
    await new Promise((resolve) => setTimeout(resolve, kind.slots));
  }
  expect(feedHub().subscriberCount).toBe(before);
  await expectFreeSlots(kind);
});

test.each(Object.entries(kinds))(
  "Next drops the %s of a client that left, and the slot is freed",
  async (_, kind) => {
    let left = 0;
    const server = createServer(async (_request, response) => {
      const answer = await kind.GET(requestOf(kind, signalFromNodeResponse(response)), of);
      if (!response.destroyed) await new Promise((resolve) => response.once("close", resolve));
      // Next sends an answer in this way.
      await pipeToNodeResponse(answer.body as ReadableStream, response);
      left += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    for (let opened = 0; opened < kind.slots; opened += 1) {
      const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
      socket.write("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
      setTimeout(() => socket.destroy(), 50);
    }
    await vi.waitFor(() => expect(left).toBe(kind.slots), { timeout: 20_000 });
    await expectFreeSlots(kind);
    server.close();
  },
);

test("a stream that is never read ends at its maximum age", async () => {
  const before = feedHub().subscriberCount;
  const timers = vi.spyOn(globalThis, "setTimeout");
  await kinds.stream.GET(requestOf(kinds.stream), of);
  expect(feedHub().subscriberCount).toBe(before + 1);
  for (const [expire, delay] of timers.mock.calls) if (delay === MAX_AGE) (expire as () => void)();
  timers.mockRestore();
  expect(feedHub().subscriberCount).toBe(before);
  await expectFreeSlots(kinds.stream);
});

test("a stream that is read does not keep its request in memory", async () => {
  const begin = async () => {
    const request = requestOf(kinds.stream);
    const { body } = await kinds.stream.GET(request, of);
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    return { reader, request: new WeakRef(request) };
  };
  const { reader, request } = await begin();
  await new Promise((resolve) => setTimeout(resolve, 50));
  collectGarbage();
  expect(request.deref()).toBeUndefined();
  await reader.cancel();
});

test("a client's leaving is noticed when nothing else holds its request", async () => {
  const end = vi.fn();
  const listen = () => {
    const client = new AbortController();
    const stop = onClientLeft(new Request("http://localhost/", { signal: client.signal }), end);
    return { client, stop };
  };
  const listening = Array.from({ length: 10 }, listen);
  await new Promise((resolve) => setTimeout(resolve, 50));
  collectGarbage();
  for (const { client } of listening) client.abort();
  expect(end).toHaveBeenCalledTimes(10);
  for (const { stop } of listening) stop();
});

test("an export whose rows cannot be written frees its slot", async () => {
  const ctx = workspace.admin;
  const readPage = async () => ({ rows: [1], next: null });
  // Rows that cannot be presented are left out. This one can be presented but not written.
  const failing = () => ({
    get name(): string {
      throw new Error("broken");
    },
  });
  for (let opened = 0; opened <= EXPORT_SLOTS.perCaller; opened += 1) {
    const reply = csvReply(ctx, requestOf(kinds.export), "test", readPage, failing);
    await expect(reply.text()).rejects.toThrow("broken");
  }
});
