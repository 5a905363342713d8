import { afterEach, expect, test } from "vitest";
import { dial, head, pause, SMALL, serve, stopServing } from "#testing/raw-server.ts";
import { guardServer } from "./guard-server.ts";
import { hookServer } from "./server-hooks.ts";

afterEach(stopServing);

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

test("closes a connection without any data", async () => {
  await serve();
  const { heard, ended } = dial();
  await ended;
  expect(heard.text).toBe("");
});

test("closes a connection whose client was told that it is too slow and stays", async () => {
  const { server } = await serve();
  const { socket, ended } = dial();
  socket.write("GET / HTTP/1.1\r\nHost: test\r\nX-Slow: ");
  await ended;
  expect(server.listening).toBe(true);
});

test("of an address's idle connections, the oldest makes room for a new one", async () => {
  await serve();
  const waiting = Array.from({ length: SMALL.maxHeadless }, () => dial());
  await Promise.all(waiting.map(({ socket }) => new Promise((resolve) => socket.once("connect", resolve))));
  const next = dial();
  next.socket.write(head("Content-Length: 0"));
  await new Promise((resolve) => next.socket.once("data", resolve));
  expect(next.heard.text).toContain("200");
  await waiting[0]?.ended;
  expect(waiting.map(({ socket }) => socket.destroyed)).toEqual([true, false, false, false, false]);
});

test("limits the connections of an address", async () => {
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

test("closes a connection with too many requests at once", async () => {
  const { came } = await serve((made) => guardServer(made, { ...SMALL, maxPipelined: 3 }));
  const { socket, ended } = dial();
  socket.write(head("Content-Length: 0").repeat(100));
  await ended;
  expect(came.length).toBeLessThanOrEqual(4);
});

test("requests of a busy caller take turns with those of others", async () => {
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

test("answers a request to upgrade the protocol like any other", async () => {
  const { came } = await serve();
  const { socket, heard } = dial();
  socket.write(head("Connection: Upgrade", "Upgrade: h2c", "Content-Length: 0"));
  await new Promise((resolve) => socket.once("data", resolve));
  expect(heard.text).toMatch(/^HTTP\/1\.1 200 /);
  expect(came).toHaveLength(1);
});

test("a server that is hooked and guarded twice handles each request once", async () => {
  hookServer();
  hookServer();
  const { came, server } = await serve(() => {});
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

test("the addresses of one IPv6 network share its connections, and each IPv4 address has its own", async () => {
  const addresses = [
    "2001:db8::1",
    "2001:db8::2:1",
    "2001:db8::3",
    "2001:db8:0:1::1",
    "192.0.2.1",
    "192.0.2.2",
  ];
  await serve((made) => {
    made.on("connection", (socket) =>
      Object.defineProperty(socket, "remoteAddress", { value: addresses.shift() }),
    );
    guardServer(made, { ...SMALL, maxConnectionsOfAddress: 2 });
  });
  const heard: string[] = [];
  while (addresses.length > 0) {
    const line = dial();
    line.socket.write(head("Content-Length: 0"));
    await pause(30);
    heard.push(line.heard.text.slice(9, 12));
  }
  expect(heard).toEqual(["200", "200", "", "200", "200", "200"]);
});
