import { Agent, request } from "node:http";
import { connect, type Socket } from "node:net";
import { workerData } from "node:worker_threads";
import { SECOND } from "#lib/core/clock.ts";

// One caller that asks for too much, in a thread of its own, at a fixed rate and for a fixed time.

export const FLOODS = ["dashboard", "streams", "bulk", "sign-in", "bodies", "sockets"] as const;
export type Flood = (typeof FLOODS)[number];
export type FloodOrder = { flood: Flood; address: string; key: string; seconds: number };

const TRENDS_PER_SECOND = 12;
const STREAMS = 600;
const STREAMS_PER_SECOND = 100;
const BULK_JOBS_PER_SECOND = 5;
const SIGN_INS_PER_SECOND = 10;
const BODIES_PER_SECOND = 20;
const UNFINISHED = 900_000;
const DRIPPING_SOCKETS = 800;

/** Another client's address: limits before sign-in know no other difference. */
const FROM = "127.0.0.2";

const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY, keepAlive: true, localAddress: FROM });
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function flood({ flood, address, key, seconds }: FloodOrder): Promise<void> {
  const { hostname, port } = new URL(address);
  const sockets: Socket[] = [];
  const bearer = { authorization: `Bearer ${key}` };

  const send = (method: string, path: string, headers: Record<string, string>, body = "") =>
    request(address + path, { agent, method, headers }, (answer) => answer.resume())
      .on("error", () => {})
      .end(body);
  const open = () => {
    const socket = connect({ port: Number(port), host: hostname, localAddress: FROM }).on("error", () => {});
    sockets.push(socket);
    return socket;
  };

  const everySecond: Record<Flood, (second: number) => void> = {
    dashboard: () => {
      const from = new Date(Date.now() - 3_650 * 24 * 3_600 * SECOND).toISOString().slice(0, 10);
      for (let sent = 0; sent < TRENDS_PER_SECOND; sent += 1)
        send("GET", `/api/v1/dashboard/trend?from=${from}`, bearer);
    },
    streams: (second) => {
      if (second >= STREAMS / STREAMS_PER_SECOND) return;
      for (let sent = 0; sent < STREAMS_PER_SECOND; sent += 1) send("GET", "/api/v1/stream", bearer);
    },
    bulk: () => {
      const headers = { ...bearer, "content-type": "application/json" };
      const body = JSON.stringify({ action: "assign", operator_id: null, filter: { days: 1_000 } });
      for (let sent = 0; sent < BULK_JOBS_PER_SECOND; sent += 1)
        send("POST", "/api/v1/leads/bulk", headers, body);
    },
    "sign-in": () => {
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      for (let sent = 0; sent < SIGN_INS_PER_SECOND; sent += 1) {
        const body = `email=${crypto.randomUUID()}@bench.example&password=${crypto.randomUUID()}&json=true`;
        void signIn(address, headers, body);
      }
    },
    bodies: () => {
      const head = "POST /api/v1/leads HTTP/1.1\r\nHost: bench\r\nContent-Length: 1000000\r\n\r\n";
      for (let sent = 0; sent < BODIES_PER_SECOND; sent += 1) open().write(head + "x".repeat(UNFINISHED));
    },
    sockets: (second) => {
      if (second === 0)
        for (let opened = 0; opened < DRIPPING_SOCKETS; opened += 1)
          open().write("GET /api/v1/leads HTTP/1.1\r\nHost: bench\r\nX-Slow: ");
      for (const socket of sockets) if (socket.writable) socket.write("x");
    },
  };
  for (let second = 0; second < seconds; second += 1) {
    everySecond[flood](second);
    await pause(SECOND);
  }
  for (const socket of sockets) socket.destroy();
  agent.destroy();
}

/** next-auth checks its own token before it looks at the password. */
async function signIn(address: string, headers: Record<string, string>, body: string): Promise<void> {
  const given = await ask(`${address}/api/auth/csrf`, "GET", {});
  const csrfToken = /"csrfToken":"(\w+)"/.exec(given.text)?.[1] ?? "";
  const cookie = given.cookies.map((one) => one.split(";")[0]).join("; ");
  await ask(
    `${address}/api/auth/callback/password`,
    "POST",
    { ...headers, cookie },
    `${body}&csrfToken=${csrfToken}`,
  );
}

/** A refusal may close the connection: then nothing was answered. */
function ask(url: string, method: string, headers: Record<string, string>, body = "") {
  return new Promise<{ text: string; cookies: string[] }>((resolve) => {
    const answered = (text: string, cookies: string[] = []) => resolve({ text, cookies });
    request(url, { agent, method, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      answer.on("close", () => answered(text, answer.headers["set-cookie"]));
    })
      .on("error", () => answered(""))
      .end(body);
  });
}

if (workerData) await flood(workerData as FloodOrder);
