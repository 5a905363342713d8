import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { SOCKET_LIMITS, type SocketLimits } from "#lib/core/limits.ts";
import { guardServer } from "./guard-server.ts";
import { hookServer } from "./server-hooks.ts";

const SMALL: SocketLimits = {
  ...SOCKET_LIMITS,
  headWithin: 300,
  bodyWithin: 300,
  lingerFor: 200,
  checkEvery: 20,
  maxHeadless: 5,
  maxConnectionsOfAddress: 20,
  maxBody: 1_000,
  maxUnfinished: 3_000,
  maxUnfinishedOfAddress: 2_500,
};

let server: Server;
let sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

/** The requests that came through, with their bodies. */
async function serve(guard: (server: Server) => void = (made) => guardServer(made, SMALL)) {
  const came: { request: IncomingMessage; body: string }[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    came.push({ request, body });
    response.end(`${request.method} ${body.length}`);
  };
  server = createServer((request, response) => void answer(request, response));
  guard(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return came;
}

/** A connection, what has come over it, and its end. */
function dial() {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  sockets.push(socket);
  const heard = { text: "", isReset: false };
  socket.setEncoding("utf8").on("data", (text: string) => {
    heard.text += text;
  });
  const ended = new Promise<void>((resolve) => {
    socket.on("error", () => {
      heard.isReset = true;
    });
    socket.on("close", () => resolve());
  });
  return { socket, heard, ended };
}

const head = (...lines: string[]) => `${["POST / HTTP/1.1", "Host: test", ...lines].join("\r\n")}\r\n\r\n`;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test("returns 413 for a body that says it is too large, before any of it is read", async () => {
  const came = await serve();
  const { socket, heard, ended } = dial();
  socket.write(head("Content-Length: 100000000"));
  await ended;
  expect(heard.text).toMatch(/^HTTP\/1\.1 413 [\s\S]*Connection: close[\s\S]*"code":"content_too_large"/);
  expect(came).toHaveLength(0);
});

test("a client that sends on after a 413 can read the answer", async () => {
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

test("returns 413 for a body in chunks as soon as it is too large, and hands none of it on", async () => {
  const came = await serve();
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

test("does not ask for a body that is too large", async () => {
  const came = await serve();
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

test("hands on a whole body, in one piece or in chunks, and answers on the same connection", async () => {
  const came = await serve();
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
  const came = await serve();
  const { socket, heard, ended } = dial();
  socket.write(`${head("Content-Length: 500")}begun`);
  await ended;
  expect(heard.text).toMatch(/^HTTP\/1\.1 408 [\s\S]*"code":"request_timeout"/);
  expect(came).toHaveLength(0);
});

test("returns 408 for a head that comes byte by byte, on a new connection and after an answer", async () => {
  await serve((made) => {
    made.keepAliveTimeout = 50;
    guardServer(made, SMALL);
  });
  const [fresh, kept] = [dial(), dial()];
  kept.socket.write(`${head("Content-Length: 1")}x`);
  await new Promise((resolve) => kept.socket.once("data", resolve));
  const lines = [fresh, kept];
  for (const { socket } of lines) socket.write("GET / HTTP/1.1\r\nHost: test\r\nX-Slow: ");
  const dripping = setInterval(() => {
    for (const { socket } of lines) if (socket.writable) socket.write("x");
  }, 20);
  await Promise.all(lines.map(({ socket }) => new Promise((resolve) => socket.once("end", resolve))));
  clearInterval(dripping);
  expect(fresh.heard.text).toMatch(/^HTTP\/1\.1 408 /);
  expect(kept.heard.text).toMatch(/^HTTP\/1\.1 200 [\s\S]*HTTP\/1\.1 408 /);
});

test("closes a connection over which nothing comes", async () => {
  await serve();
  const { heard, ended } = dial();
  await ended;
  expect(heard.text).toBe("");
});

test("closes a connection whose client is told that it is too slow and stays all the same", async () => {
  await serve();
  const { socket, ended } = dial();
  socket.write("GET / HTTP/1.1\r\nHost: test\r\nX-Slow: ");
  await ended;
  expect(server.listening).toBe(true);
});

test("of the connections of an address without a request, the oldest makes room for another", async () => {
  await serve();
  const waiting = Array.from({ length: SMALL.maxHeadless }, dial);
  await Promise.all(waiting.map(({ socket }) => new Promise((resolve) => socket.once("connect", resolve))));
  const next = dial();
  next.socket.write(head("Content-Length: 0"));
  await new Promise((resolve) => next.socket.once("data", resolve));
  expect(next.heard.text).toContain("200");
  await waiting[0]?.ended;
  expect(waiting.map(({ socket }) => socket.destroyed)).toEqual([true, false, false, false, false]);
});

test("an address has so many connections in all", async () => {
  await serve((made) => guardServer(made, { ...SMALL, maxConnectionsOfAddress: 2 }));
  const kept = [dial(), dial()];
  for (const { socket } of kept) {
    socket.write(head("Content-Length: 0"));
    await new Promise((resolve) => socket.once("data", resolve));
  }
  const refused = dial();
  await refused.ended;
  kept[0]?.socket.destroy();
  await pause(50);
  const taken = dial();
  taken.socket.write(head("Content-Length: 0"));
  await new Promise((resolve) => taken.socket.once("data", resolve));
  expect([refused.heard.text, taken.heard.text.slice(0, 12)]).toEqual(["", "HTTP/1.1 200"]);
});

test("limits the bytes of unfinished bodies: the oldest is refused for the sake of the others", async () => {
  await serve();
  const begun = Array.from({ length: 2 }, dial);
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

test("closes a connection with too many requests at once", async () => {
  const came = await serve((made) => guardServer(made, { ...SMALL, maxPipelined: 3 }));
  const { socket, ended } = dial();
  socket.write(head("Content-Length: 0").repeat(100));
  await ended;
  expect(came.length).toBeLessThanOrEqual(4);
});

test("who sends much at once has it handed on in turns with what others send", async () => {
  const came: string[] = [];
  await serve((made) => {
    made.removeAllListeners("request");
    made.on("request", ({ headers }) => came.push(headers.authorization ?? ""));
    guardServer(made, { ...SMALL, maxHeadless: 1_000, maxConnectionsOfAddress: 1_000 });
  });
  const of = (caller: string) => head("Content-Length: 0", `Authorization: ${caller}`);
  for (let sent = 0; sent < 200; sent += 1) dial().socket.write(of("many"));
  while (came.length === 0) await pause(1);
  dial().socket.write(of("one"));
  while (!came.includes("one")) await pause(5);
  expect(came.indexOf("one")).toBeLessThan(150);
});

test("answers a request to change the protocol like any other", async () => {
  const came = await serve();
  const { socket, heard } = dial();
  socket.write(head("Connection: Upgrade", "Upgrade: h2c", "Content-Length: 0"));
  await new Promise((resolve) => socket.once("data", resolve));
  expect(heard.text).toMatch(/^HTTP\/1\.1 200 /);
  expect(came).toHaveLength(1);
});

test("a server that is hooked and guarded again handles each request once", async () => {
  hookServer();
  hookServer();
  const came = await serve(() => {});
  const { socket, heard } = dial();
  socket.write(`${head("Content-Length: 5")}first`);
  await new Promise((resolve) => socket.once("data", resolve));
  guardServer(server);
  expect(server.listenerCount("request")).toBe(1);
  socket.write(`${head("Content-Length: 6", "Connection: close")}second`);
  await new Promise((resolve) => socket.once("end", resolve));
  expect(came.map(({ body }) => body)).toEqual(["first", "second"]);
  expect(came[0]?.request.headers["x-leadline-peer"]).toBe("127.0.0.1");
  expect(heard.text.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
});
