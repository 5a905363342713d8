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

/** The body of a request that has not been handed on. */
export type HeldBody = {
  /** Gives the body to its request. @returns false when the request was refused or its client has left */
  handOver: () => boolean;
  /** Drops the body and refuses its request. */
  refuse: (error: AppError) => void;
};

/** What a client sends. */
type Client = {
  /** Bytes of memory that its bodies take. */
  memory: number;
  /** The oldest first. */
  bodies: Set<HeldBody>;
  /** When what has come so far would have arrived at `bodyRate`, in milliseconds of `performance.now`. */
  caughtUpAt: number;
};

/** What becomes of a request: it goes on when its body is there, or is refused before that. */
type Ways = { goOn: (body: HeldBody | undefined) => void; refuse: (error: AppError) => void };

/**
 * Holds requests back until their bodies are there, so that handlers see no body that is too large, never ends, or
 * comes byte by byte. The memory of what is held is limited for all clients together and for each, and counts until
 * the body is handed over. What a client sends faster than `bodyRate` is left in the socket for a while: each piece
 * costs the garbage collector, which stops the requests of all.
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

  /** @returns the body that the request waits for; undefined where it went on or was refused at once */
  receive(request: IncomingMessage, client: string, { goOn, refuse }: Ways): HeldBody | undefined {
    if (!hasBody(request) || isUpload(request)) return void goOn(undefined);
    if (declaredLength(request) > this.#limits.maxBody) return void refuse(tooLarge());
    return this.#hold(request, client, { goOn, refuse });
  }

  #hold(request: IncomingMessage, clientKey: string, { goOn, refuse }: Ways): HeldBody {
    const { maxBody } = this.#limits;
    const bytes = new PagedBuffer(this.#pool);
    const client = this.#clients.get(clientKey) ?? { memory: 0, bodies: new Set(), caughtUpAt: 0 };
    this.#clients.set(clientKey, client);
    const count = (change: number) => {
      client.memory += change;
      this.#memory += change;
    };
    // Returns whether the body was still held.
    const letGo = () => {
      if (!client.bodies.delete(body)) return false;
      count(-bytes.capacity);
      if (client.bodies.size === 0) this.#forgetWhenCaughtUp(clientKey, client);
      return true;
    };
    const drop = () => {
      bytes.drop();
      // A flood of bodies uses the same pages again and again; afterwards nobody needs them.
      if (this.#memory === 0) this.#pool.clear();
    };
    const body: HeldBody = {
      handOver: () => {
        if (!letGo()) return false;
        // The stream's own method again.
        Reflect.deleteProperty(request, "push");
        request.push(bytes.take());
        drop();
        request.push(null);
        return true;
      },
      refuse: (error) => {
        if (!letGo()) return;
        drop();
        refuse(error);
      },
    };
    client.bodies.add(body);
    request.once("close", () => {
      if (letGo()) drop();
    });
    // Node's parser hands over the body by `push`, and its end as null.
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

  /** Milliseconds until more is read of a client that has sent so many bytes, in the manner of GCRA (ITU-T I.371). */
  #waitAfter(client: Client, bytes: number): number {
    const now = performance.now();
    client.caughtUpAt = Math.max(now, client.caughtUpAt) + (bytes / this.#limits.bodyRate) * SECOND;
    return Math.max(0, client.caughtUpAt - now - this.#limits.bodyBurst);
  }

  /** Keeps a client without a body until its pace has caught up. Otherwise it could start afresh with each body. */
  #forgetWhenCaughtUp(clientKey: string, client: Client): void {
    const forget = () => {
      if (client.bodies.size === 0 && client.caughtUpAt <= performance.now()) this.#clients.delete(clientKey);
    };
    const left = client.caughtUpAt - performance.now();
    if (left <= 0) forget();
    // A timer drops the fraction of a millisecond, and would find the client still ahead.
    else setTimeout(forget, left + 1).unref();
  }

  /** A client that holds too much loses its oldest bodies; above the limit of all, so does the one that holds most. */
  #makeRoom(client: Client): void {
    const { maxUnfinished, maxUnfinishedOfAddress } = this.#limits;
    while (client.memory > maxUnfinishedOfAddress) first(client.bodies)?.refuse(tooMany());
    while (this.#memory > maxUnfinished) first(this.#largest().bodies)?.refuse(tooMany());
  }

  #largest(): Client {
    return [...this.#clients.values()].reduce((one, other) => (other.memory > one.memory ? other : one));
  }
}
