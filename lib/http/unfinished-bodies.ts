import type { IncomingMessage } from "node:http";
import { SECOND } from "#lib/core/clock.ts";
import { AppError, TooManyRequests } from "#lib/core/errors.ts";
import { type SocketLimits, UPLOAD_PATHS } from "#lib/core/limits.ts";
import { first } from "./grouped.ts";
import { PagedBuffer, PagePool } from "./paged-buffer.ts";

const RETRY_AFTER = 1;

const tooLarge = () => new AppError(413, "content_too_large", "The body is larger than 1 MiB");

const isUpload = (request: IncomingMessage) => UPLOAD_PATHS.some((path) => request.url?.startsWith(path));

const declaredLength = ({ headers }: IncomingMessage) => Number(headers["content-length"] ?? 0);

const hasBody = (request: IncomingMessage) =>
  request.headers["transfer-encoding"] !== undefined || declaredLength(request) > 0;

const tooMany = () =>
  new TooManyRequests(RETRY_AFTER, {
    code: "too_many_unfinished",
    detail: "Too many bodies are on their way at once. Send it again",
  });

/** The body of a request that waits. */
export type WaitingBody = {
  /** Gives the body to its request. @returns false when the request was refused or its client disconnected */
  handOver: () => boolean;
  /** Drops the body and refuses its request. */
  refuse: (error: AppError) => void;
};

/** The bodies of a client. */
type Client = {
  /** Bytes of memory that its bodies take. */
  memory: number;
  /** The oldest first. */
  bodies: Set<WaitingBody>;
  /** When the received bytes would have arrived at `bodyRate`, in milliseconds of `performance.now`. */
  caughtUpAt: number;
};

/** The outcomes of a request: it continues when its body is complete, or is refused before that. */
type Callbacks = { goOn: (body: WaitingBody | undefined) => void; refuse: (error: AppError) => void };

/**
 * Delays requests until their bodies are complete, so that handlers see no body that is too large, never ends, or
 * arrives byte by byte. The memory of waiting bodies is limited for each client and in all, and counts until the body
 * is handed over. Bytes beyond `bodyRate` stay in the socket for a while, because each piece adds to garbage
 * collection, which stops all requests.
 */
export class UnfinishedBodies {
  readonly #limits: SocketLimits;
  readonly #clients = new Map<string, Client>();
  readonly #pool: PagePool;
  #memory = 0;

  constructor(limits: SocketLimits) {
    this.#limits = limits;
    this.#pool = new PagePool(limits.bodyPage);
  }

  /** @returns the body that the request waits for; undefined when it continued or was refused at once */
  receive(request: IncomingMessage, client: string, { goOn, refuse }: Callbacks): WaitingBody | undefined {
    if (!hasBody(request) || isUpload(request)) return void goOn(undefined);
    if (declaredLength(request) > this.#limits.maxBody) return void refuse(tooLarge());
    return this.#hold(request, client, { goOn, refuse });
  }

  #hold(request: IncomingMessage, clientKey: string, { goOn, refuse }: Callbacks): WaitingBody {
    const { maxBody } = this.#limits;
    const bytes = new PagedBuffer(this.#pool);
    const client = this.#clients.get(clientKey) ?? { memory: 0, bodies: new Set(), caughtUpAt: 0 };
    this.#clients.set(clientKey, client);
    const count = (change: number) => {
      client.memory += change;
      this.#memory += change;
    };
    // Returns whether the body was still waiting.
    const release = () => {
      if (!client.bodies.delete(body)) return false;
      count(-bytes.capacity);
      if (client.bodies.size === 0) this.#forgetWhenCaughtUp(clientKey, client);
      return true;
    };
    const drop = () => {
      bytes.drop();
      // Pages are reused during a flood of bodies and freed after it.
      if (this.#memory === 0) this.#pool.clear();
    };
    const body: WaitingBody = {
      handOver: () => {
        if (!release()) return false;
        // Restores the stream's own method.
        Reflect.deleteProperty(request, "push");
        request.push(bytes.take());
        drop();
        request.push(null);
        return true;
      },
      refuse: (error) => {
        if (!release()) return;
        drop();
        refuse(error);
      },
    };
    client.bodies.add(body);
    request.once("close", () => {
      if (release()) drop();
    });
    // Node's parser passes the body to `push`, and its end as null.
    request.push = (piece: Buffer | null) => {
      if (piece === null) goOn(body);
      else if (bytes.length + piece.byteLength > maxBody) body.refuse(tooLarge());
      else {
        const before = bytes.capacity;
        bytes.append(piece);
        count(bytes.capacity - before);
        this.#makeRoom(client);
        const wait = this.#waitAfter(client, piece.byteLength);
        // Node pauses the socket after a `false`.
        if (wait > 0) setTimeout(() => client.bodies.has(body) && request.socket.resume(), wait).unref();
        return wait === 0;
      }
      return true;
    };
    return body;
  }

  /** Milliseconds until more is read from a client after so many bytes, by the GCRA algorithm (ITU-T I.371). */
  #waitAfter(client: Client, bytes: number): number {
    const now = performance.now();
    client.caughtUpAt = Math.max(now, client.caughtUpAt) + (bytes / this.#limits.bodyRate) * SECOND;
    return Math.max(0, client.caughtUpAt - now - this.#limits.bodyBurst);
  }

  /**
   * Keeps the state of a client without a body until its rate is within the limit. Otherwise each body would start
   * with a new allowance.
   */
  #forgetWhenCaughtUp(clientKey: string, client: Client): void {
    const forget = () => {
      if (client.bodies.size === 0 && client.caughtUpAt <= performance.now()) this.#clients.delete(clientKey);
    };
    const left = client.caughtUpAt - performance.now();
    if (left <= 0) forget();
    // Plus 1, because timers truncate fractions of a millisecond and would fire too early.
    else setTimeout(forget, left + 1).unref();
  }

  /**
   * A client above its limit loses its oldest bodies; above the limit of all, so does the client with the most
   * memory.
   */
  #makeRoom(client: Client): void {
    const { maxUnfinished, maxUnfinishedOfAddress } = this.#limits;
    while (client.memory > maxUnfinishedOfAddress) first(client.bodies)?.refuse(tooMany());
    while (this.#memory > maxUnfinished) first(this.#largest().bodies)?.refuse(tooMany());
  }

  #largest(): Client {
    return [...this.#clients.values()].reduce((one, other) => (other.memory > one.memory ? other : one));
  }
}
