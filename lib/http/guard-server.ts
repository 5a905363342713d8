import { hash } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { networkOf } from "#lib/auth/network.ts";
import { AppError } from "#lib/core/errors.ts";
import { FairQueue } from "#lib/core/fair-queue.ts";
import { PLACE_HELD, REQUEST_SHARES, SOCKET_LIMITS, type SocketLimits } from "#lib/core/limits.ts";
import { addressBehind, isTrusted, plain } from "./client-address.ts";
import { first, type Grouped, put, remove } from "./grouped.ts";
import { refuseUnread, refuseUnreadable } from "./refuse-socket.ts";
import { UnfinishedBodies } from "./unfinished-bodies.ts";

/** The state of a connection and its deadline. */
type Line = {
  address: string;
  /** The network of the address, which counts as one client. */
  network: string;
  /** The head of the first request has not arrived yet. */
  isHeadless: boolean;
  inFlight: number;
  /** Milliseconds of `performance.now`; undefined while the client waits for us. */
  deadline: number | undefined;
  /** Called at the deadline. */
  expire: () => void;
};

const GUARDED = Symbol.for("leadline.guarded");

const timedOut = () => new AppError(408, "request_timeout", "The request took too long to arrive");

/** Limits the connections of a server, and the time and size of its requests, before they are authenticated. */
class ServerGuard {
  readonly #server: Server;
  readonly #limits: SocketLimits;
  readonly #bodies: UnfinishedBodies;
  readonly #requests = new FairQueue(REQUEST_SHARES);
  readonly #lines = new Map<Socket, Line>();
  readonly #connectionsOf = new Map<string, number>();
  /** The oldest first. */
  readonly #headlessOf: Grouped<Socket> = new Map();

  constructor(server: Server, limits: SocketLimits) {
    this.#server = server;
    this.#limits = limits;
    this.#bodies = new UnfinishedBodies(limits);
    server.maxConnections = limits.maxConnections;
    server.headersTimeout = limits.headWithin;
    // Ends also connections of clients that do not read their answers.
    server.timeout = limits.maxSilence;
    // A request to change the protocol is answered like any other. Only Next's development server uses WebSockets.
    if (process.env.NODE_ENV !== "development") Object.assign(server, { shouldUpgradeCallback: () => false });
    server.on("connection", (socket: Socket) => this.connected(socket));
    server.on("clientError", (error, socket) => refuseUnreadable(error, socket, limits.lingerFor));
    this.#takeOverRequests();
    const timer = setInterval(() => this.#expire(), limits.checkEvery).unref();
    server.once("close", () => clearInterval(timer));
  }

  /** Replaces the listeners of requests. They are called when a request is whole. */
  #takeOverRequests(): void {
    const listeners = this.#server.listeners("request");
    this.#server.removeAllListeners("request");
    this.#server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      this.#receive(request, response, () => {
        for (const listener of listeners) listener.call(this.#server, request, response);
      });
    });
    this.#server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
      // No `100 Continue` for a body that will be refused.
      if (!(Number(request.headers["content-length"] ?? 0) > this.#limits.maxBody)) response.writeContinue();
      this.#server.emit("request", request, response);
    });
  }

  connected(socket: Socket): void {
    const address = plain(socket.remoteAddress ?? "");
    const network = networkOf(address);
    const { maxConnectionsOfAddress, maxHeadless, headWithin } = this.#limits;
    // All of a proxy's connections come from one address.
    if (!isTrusted(address)) {
      if ((this.#connectionsOf.get(network) ?? 0) >= maxConnectionsOfAddress) return void socket.destroy();
      // Clients send the head at once, so the oldest connection without one is closed first.
      const headless = this.#headlessOf.get(network);
      const oldest = headless && headless.size >= maxHeadless ? first(headless) : undefined;
      if (oldest) {
        remove(this.#headlessOf, network, oldest);
        oldest.destroy();
      }
    }
    const line: Line = {
      address,
      network,
      isHeadless: true,
      inFlight: 0,
      deadline: performance.now() + headWithin,
      expire: () => this.#endHeadless(socket),
    };
    this.#lines.set(socket, line);
    add(this.#connectionsOf, network, 1);
    put(this.#headlessOf, network, socket);
    socket.once("close", () => {
      this.#lines.delete(socket);
      add(this.#connectionsOf, network, -1);
      remove(this.#headlessOf, network, socket);
    });
  }

  #receive(request: IncomingMessage, response: ServerResponse, goOn: () => void): void {
    const { socket } = request;
    const { bodyWithin, lingerFor, maxPipelined } = this.#limits;
    // A connection that was opened before the guard has no line yet.
    if (!this.#lines.has(socket)) this.connected(socket);
    const line = this.#lines.get(socket);
    if (!line) return;
    if (line.isHeadless) remove(this.#headlessOf, line.network, socket);
    line.isHeadless = false;
    line.inFlight += 1;
    if (line.inFlight > maxPipelined) return void socket.destroy();
    response.once("close", () => this.#answered(socket, line));
    const forwardedFor = String(request.headers["x-forwarded-for"] ?? "");
    const client = networkOf(addressBehind(line.address, forwardedFor));
    line.deadline = undefined;
    const refuse = (error: AppError) => {
      line.deadline = undefined;
      refuseUnread(request, response, error, lingerFor);
    };
    const awaited = this.#bodies.receive(request, client, {
      goOn: (body) => {
        line.deadline = undefined;
        const begin = () => {
          if (body && !body.handOver()) return false;
          goOn();
          return true;
        };
        this.#requests
          .run(requesterOf(request, client), () => answering(response, begin))
          .catch(body?.refuse ?? refuse);
      },
      refuse,
    });
    if (!awaited) return;
    line.deadline = performance.now() + bodyWithin;
    line.expire = () => awaited.refuse(timedOut());
  }

  /** Waits for the next request. Node closes the connection if none begins; this limits the time of its head. */
  #answered(socket: Socket, line: Line): void {
    line.inFlight -= 1;
    if (line.inFlight > 0 || socket.destroyed) return;
    line.deadline = performance.now() + this.#server.keepAliveTimeout + this.#limits.headWithin;
    line.expire = () => this.#endHeadless(socket);
  }

  #endHeadless(socket: Socket): void {
    // A browser opens connections that it may need later, and expects no answer on them.
    if (socket.bytesRead === 0) return void socket.destroy();
    const error = Object.assign(new Error("Request timeout"), { code: "ERR_HTTP_REQUEST_TIMEOUT" });
    refuseUnreadable(error, socket, this.#limits.lingerFor);
  }

  #expire(): void {
    const now = performance.now();
    for (const line of this.#lines.values()) {
      if (line.deadline === undefined || line.deadline > now) continue;
      line.deadline = undefined;
      line.expire();
    }
  }
}

/**
 * The client and its unverified key or cookie. A client that invents many of them stays within the share of its
 * group. Hashed, because cookies of up to 16 KiB would be held while requests wait.
 */
function requesterOf({ headers }: IncomingMessage, client: string) {
  const credential = headers.authorization ?? headers.cookie ?? "";
  return { group: client, caller: `${client} ${credential && hash("sha256", credential)}` };
}

/**
 * Starts a request, and resolves when its answer begins, or after PLACE_HELD, because the request waits for something
 * else then.
 * @param begin returns false when the request needs no answer any more
 */
function answering(response: ServerResponse, begin: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PLACE_HELD);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    response.once("close", done);
    const { writeHead } = response;
    response.writeHead = ((...head: Parameters<typeof writeHead>) => {
      done();
      return writeHead.apply(response, head);
    }) as typeof writeHead;
    // The client may have disconnected while its request waited for its turn.
    if (response.destroyed || response.closed || !begin()) done();
  });
}

function add(counts: Map<string, number>, key: string, by: 1 | -1): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}

/**
 * Guards a server; a second time does nothing.
 * @param first a connection that the server has already
 */
export function guardServer(server: Server, limits = SOCKET_LIMITS, first?: Socket): void {
  const guarded = server as Server & { [GUARDED]?: ServerGuard };
  if (guarded[GUARDED]) return;
  guarded[GUARDED] = new ServerGuard(server, limits);
  if (first) guarded[GUARDED].connected(first);
}
