import { once } from "node:events";
import type { Socket } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, expect, test } from "vitest";
import { SOCKET_LIMITS } from "#lib/core/limits.ts";
import { dial, head, pause, SMALL, serve, stopServing } from "#testing/raw-server.ts";
import { guardServer } from "./guard-server.ts";

afterEach(stopServing);

test("returns 413 for a body with too large a Content-Length, before any of it is read", async () => {
  const { came } = await serve();
  const { socket, heard, ended } = dial();
  socket.write(head("Content-Length: 100000000"));
  await ended;
  expect(heard.text).toMatch(/^HTTP\/1\.1 413 [\s\S]*Connection: close[\s\S]*"code":"content_too_large"/);
  expect(came).toHaveLength(0);
});

test("a client that keeps sending after a 413 can read the answer", async () => {
  await serve();
  const { socket, heard, ended } = dial();
  socket.write(head("Content-Length: 100000000"));
  const sending = setInterval(() => socket.write("x".repeat(10_000)), 5);
  await new Promise((resolve) => socket.once("end", resolve));
  clearInterval(sending);
  socket.end();
  await ended;
  expect(heard).toMatchObject({ isReset: false, text: expect.stringContaining("413") });
});

test("returns 413 for a chunked body as soon as it is too large, and passes none of it on", async () => {
  const { came } = await serve();
  const { socket, heard, ended } = dial();
  socket.write(head("Transfer-Encoding: chunked"));
  const chunk = `190\r\n${"x".repeat(400)}\r\n`;
  const sending = setInterval(() => socket.write(chunk), 5);
  await new Promise((resolve) => socket.once("end", resolve));
  clearInterval(sending);
  socket.end();
  await ended;
  expect(heard.text).toMatch(/^HTTP\/1\.1 413 /);
  expect(came).toHaveLength(0);
});

test("does not request a body that is too large", async () => {
  const { came } = await serve();
  const refused = dial();
  refused.socket.write(head("Content-Length: 5000", "Expect: 100-continue"));
  await refused.ended;
  expect(refused.heard.text).toMatch(/^HTTP\/1\.1 413 /);
  const taken = dial();
  taken.socket.write(head("Content-Length: 5", "Expect: 100-continue", "Connection: close"));
  await new Promise((resolve) => taken.socket.once("data", resolve));
  expect(taken.heard.text).toMatch(/^HTTP\/1\.1 100 /);
  taken.socket.write("whole");
  await taken.ended;
  expect(came.map(({ body }) => body)).toEqual(["whole"]);
});

test("passes on a complete body, in one piece or in chunks, and keeps the connection", async () => {
  const { came } = await serve();
  const { socket, heard } = dial();
  socket.write(`${head("Content-Length: 5")}first`);
  await new Promise((resolve) => socket.once("data", resolve));
  socket.write(`${head("Transfer-Encoding: chunked")}3\r\nsec\r\n`);
  await pause(50);
  expect(came).toHaveLength(1);
  socket.write("3\r\nond\r\n0\r\n\r\n");
  await new Promise((resolve) => socket.once("data", resolve));
  expect(came.map(({ body }) => body)).toEqual(["first", "second"]);
  expect(heard.text).not.toContain("HTTP/1.1 4");
});

test("returns 408 for a body that is not finished in time", async () => {
  const { came } = await serve();
  const { socket, heard, ended } = dial();
  socket.write(`${head("Content-Length: 500")}begun`);
  await ended;
  expect(heard.text).toMatch(/^HTTP\/1\.1 408 [\s\S]*"code":"request_timeout"/);
  expect(came).toHaveLength(0);
});

test("limits the bytes of unfinished bodies by refusing the oldest", async () => {
  await serve();
  const begun = Array.from({ length: 2 }, () => dial());
  for (const { socket } of begun) {
    socket.write(head("Content-Length: 1000") + "x".repeat(900));
    await pause(30);
  }
  const next = dial();
  next.socket.write(head("Content-Length: 900") + "x".repeat(899));
  await begun[0]?.ended;
  expect(begun[0]?.heard.text).toMatch(
    /^HTTP\/1\.1 429 [\s\S]*Retry-After: 1[\s\S]*"code":"too_many_unfinished"/,
  );
  next.socket.write("x");
  await new Promise((resolve) => next.socket.once("data", resolve));
  expect(next.heard.text).toContain("POST 900");
  expect(begun[1]?.heard.text).toBe("");
});

const whole = (size: number) => head(`Content-Length: ${size}`, "Authorization: one") + "x".repeat(size);

/** Bytes of memory in use after a garbage collection. */
function memoryInUse(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test("a body that comes byte by byte takes no more memory than its size, and is passed on in one piece", async () => {
  const size = 200_000;
  let received: Socket | undefined;
  const { came } = await serve((made) => {
    made.on("connection", (accepted) => {
      received = accepted;
    });
    guardServer(made, SOCKET_LIMITS);
  });
  const { socket, heard } = dial();
  socket.write(head("Transfer-Encoding: chunked"));
  await pause(50);
  const before = memoryInUse();
  for (let sent = 0; sent < size; sent += 10_000) {
    const isWritten = socket.write("1\r\nx\r\n".repeat(10_000));
    if (!isWritten) await new Promise((resolve) => socket.once("drain", resolve));
  }
  while ((received?.bytesRead ?? 0) < "1\r\nx\r\n".length * size) await pause(10);
  expect(memoryInUse() - before).toBeLessThan(20 * size);
  socket.write("0\r\n\r\n");
  while (heard.text === "") await pause(10);
  expect(came.map(({ body, pieces }) => [body.length, pieces])).toEqual([[size, 1]]);
});

test("a complete body counts until its request is passed on", async () => {
  const { promise: allSent, resolve: answer } = Promise.withResolvers<void>();
  const { came } = await serve(
    (made) => guardServer(made, { ...SMALL, maxHeadless: 100, headWithin: 5_000 }),
    () => allSent,
  );
  // Sixteen of one key are passed on at once, two more bodies fit into the limit of a client, and two are refused. On a
  // slow machine one is refused, when a slot is free before the last body arrives.
  const sent = Array.from({ length: 20 }, () => dial());
  await Promise.all(sent.map(({ socket }) => once(socket, "connect")));
  for (const { socket } of sent) socket.write(whole(900));
  const refused = () => sent.filter(({ heard }) => heard.text.startsWith("HTTP/1.1 429"));
  while (refused().length === 0) await pause(5);
  answer();
  while (refused().length + came.length < 20) await pause(5);
  expect(refused().length).toBeLessThanOrEqual(2);
  const next = dial();
  next.socket.write(whole(900));
  while (!next.heard.text.includes("POST 900")) await pause(5);
});

test("a complete body no longer counts when its client leaves before its turn", async () => {
  await serve(
    (made) => guardServer(made, { ...SMALL, maxHeadless: 100, maxConnectionsOfAddress: 100 }),
    () => pause(200),
  );
  const running = Array.from({ length: 16 }, () => dial());
  for (const { socket } of running) socket.write(whole(900));
  await pause(50);
  for (let round = 0; round < 3; round += 1) {
    const waiting = [dial(), dial()];
    for (const { socket } of waiting) socket.write(whole(900));
    await pause(20);
    expect(waiting.map(({ heard }) => heard.text)).toEqual(["", ""]);
    for (const { socket } of waiting) socket.destroy();
    await pause(20);
  }
  await pause(300);
  expect(running.every(({ heard }) => heard.text.includes("POST 900"))).toBe(true);
});

test("above the limit of all clients, the client that holds most is refused", async () => {
  await serve();
  const begin = async (address: string, size: number) => {
    const line = dial(address);
    line.socket.write(head("Content-Length: 1000") + "x".repeat(size));
    await pause(20);
    return line;
  };
  const most = [await begin("127.0.0.2", 900), await begin("127.0.0.2", 900)];
  const other = await begin("127.0.0.3", 900);
  const small = dial("127.0.0.4");
  small.socket.write(whole(500));
  await pause(50);
  expect(small.heard.text).toContain("POST 500");
  expect(most.map(({ heard }) => heard.text.slice(0, 12))).toEqual(["HTTP/1.1 429", ""]);
  expect(other.heard.text).toBe("");
});

test("a body that was refused as too slow is not refused a second time", async () => {
  await serve();
  const slow = dial();
  slow.socket.write(head("Content-Length: 1000") + "x".repeat(900));
  while (slow.heard.text === "") await pause(5);
  const others = [dial(), dial()];
  for (const { socket } of others) socket.write(head("Content-Length: 1000") + "x".repeat(900));
  await pause(50);
  for (const { socket } of others) socket.write("x".repeat(100));
  while (others.some(({ heard }) => !heard.text.includes("POST 1000"))) await pause(10);
  expect(slow.heard.text).toMatch(/^HTTP\/1\.1 408 /);
});

test("reads the bodies of a fast client later than those of others, and reads them all", async () => {
  const slowed = { ...SMALL, bodyWithin: 5_000, bodyRate: 1_000, bodyBurst: 100 };
  const { came } = await serve((made) => guardServer(made, slowed));
  const fast = [dial("127.0.0.2"), dial("127.0.0.2")];
  for (const { socket } of fast) socket.write(head("Content-Length: 600") + "x".repeat(300));
  await pause(50);
  for (const { socket } of fast) socket.write("x".repeat(300));
  await pause(50);
  const other = dial("127.0.0.3");
  other.socket.write(whole(500));
  while (fast.some(({ heard }) => !heard.text.includes("POST 600"))) await pause(10);
  expect(came.map(({ body }) => body.length)).toEqual([500, 600, 600]);
});

test("answers the next request of a connection whose last body came faster than the pace", async () => {
  const slowed = { ...SMALL, bodyRate: 1, bodyBurst: 0 };
  const { came } = await serve((made) => guardServer(made, slowed));
  const { socket, heard } = dial();
  socket.write(whole(500));
  while (!heard.text.includes("POST 500")) await pause(10);
  socket.write("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
  while (came.length < 2) await pause(10);
});

test("a client that reconnects continues at its former pace", async () => {
  const slowed = { ...SMALL, bodyWithin: 5_000, bodyRate: 1_000, bodyBurst: 100 };
  const { came } = await serve((made) => guardServer(made, slowed));
  const left = dial("127.0.0.2");
  left.socket.write(head("Content-Length: 1000") + "x".repeat(900));
  await pause(50);
  left.socket.destroy();
  await left.ended;
  const back = dial("127.0.0.2");
  back.socket.write(head("Content-Length: 200") + "x".repeat(100));
  await pause(50);
  back.socket.write("x".repeat(100));
  const other = dial("127.0.0.3");
  other.socket.write(head("Content-Length: 100") + "x".repeat(50));
  await pause(50);
  other.socket.write("x".repeat(50));
  while (came.length < 2) await pause(10);
  expect(came.map(({ body }) => body.length)).toEqual([100, 200]);
});
