import { Agent, request } from "node:http";
import { connect, type Socket } from "node:net";
import { workerData } from "node:worker_threads";
import { SECOND } from "#lib/core/clock.ts";

// A caller that floods the server from its own thread, at a fixed rate and for a fixed time.

export const FLOODS = ["dashboard", "streams", "bulk", "sign-in", "bodies", "sockets"] as const;
export type Flood = (typeof FLOODS)[number];
export type FloodOrder = { flood: Flood; address: string; key: string; seconds: number };

const STREAMS = 600;
/** A body without its last tenth. It is built once, because the caller shares the processors with the server. */
const UNFINISHED = Buffer.concat([
  Buffer.from("POST /api/v1/leads HTTP/1.1\r\nHost: bench\r\nContent-Length: 1000000\r\n\r\n"),
  Buffer.alloc(900_000, "x"),
]);
const DRIPPING_SOCKETS = 800;

/** The address of another client, because the limits before sign-in are per address. */
const FROM = "127.0.0.2";

const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY, keepAlive: true, localAddress: FROM });
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The requests of a flood, evenly over each second, so that the ratio measures the load and not a burst. */
type Plan = { perSecond: number; send: (sent: number) => void };

async function flood({ flood, address, key, seconds }: FloodOrder): Promise<void> {
  const sockets: Socket[] = [];
  const plans = { ...requestPlans(address, key), ...socketPlans(address, sockets) };
  await atFixedRate(plans[flood], seconds);
  for (const socket of sockets) socket.destroy();
  agent.destroy();
}

/** Floods of complete requests, most of them with the key. */
function requestPlans(address: string, key: string) {
  const bearer = { authorization: `Bearer ${key}` };

  const send = (method: string, path: string, headers: Record<string, string>, body = "") =>
    request(address + path, { agent, method, headers }, (answer) => answer.resume())
      .on("error", () => {})
      .end(body);
  return {
    dashboard: {
      perSecond: 12,
      send: () => {
        const from = new Date(Date.now() - 3_650 * 24 * 3_600 * SECOND).toISOString().slice(0, 10);
        send("GET", `/api/v1/dashboard/trend?from=${from}&interval=week`, bearer);
      },
    },
    streams: {
      perSecond: 100,
      send: (sent) => {
        if (sent < STREAMS) send("GET", "/api/v1/stream", bearer);
      },
    },
    bulk: {
      perSecond: 5,
      send: () => {
        const headers = { ...bearer, "content-type": "application/json" };
        const body = JSON.stringify({ action: "assign", operator_id: null, filter: { days: 1_000 } });
        send("POST", "/api/v1/leads/bulk", headers, body);
      },
    },
    "sign-in": {
      perSecond: 10,
      send: () => {
        const headers = { "content-type": "application/x-www-form-urlencoded" };
        const body = `email=${crypto.randomUUID()}@bench.example&password=${crypto.randomUUID()}&json=true`;
        void signIn(address, headers, body);
      },
    },
  } satisfies Partial<Record<Flood, Plan>>;
}

/** Floods of requests that are never finished. @param sockets gets those that are opened */
function socketPlans(address: string, sockets: Socket[]) {
  const { hostname, port } = new URL(address);
  const open = () => {
    const socket = connect({ port: Number(port), host: hostname, localAddress: FROM }).on("error", () => {});
    sockets.push(socket);
    return socket;
  };
  return {
    bodies: {
      perSecond: 20,
      send: () => {
        open().write(UNFINISHED);
      },
    },
    sockets: {
      perSecond: DRIPPING_SOCKETS,
      send: (sent) => {
        if (sent < DRIPPING_SOCKETS) open().write("GET /api/v1/leads HTTP/1.1\r\nHost: bench\r\nX-Slow: ");
        const socket = sockets[sent % DRIPPING_SOCKETS];
        if (socket?.writable) socket.write("x");
      },
    },
  } satisfies Partial<Record<Flood, Plan>>;
}

async function atFixedRate({ perSecond, send }: Plan, seconds: number): Promise<void> {
  const began = performance.now();
  for (let sent = 0; sent < perSecond * seconds; sent += 1) {
    const early = began + (sent / perSecond) * SECOND - performance.now();
    if (early > 0) await pause(early);
    send(sent);
  }
}

/** next-auth checks its own token before the password. */
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

/** A refusal may close the connection without an answer. */
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
