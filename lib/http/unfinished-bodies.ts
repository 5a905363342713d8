import type { IncomingMessage } from "node:http";
import { AppError, TooManyRequests } from "#lib/core/errors.ts";
import { type SocketLimits, UPLOAD_PATHS } from "#lib/core/limits.ts";
import { type Grouped, put, remove } from "./grouped.ts";

const RETRY_AFTER = 1;

const tooLarge = () => new AppError(413, "content_too_large", "The body is larger than 1 MiB");

const isUpload = (request: IncomingMessage) => UPLOAD_PATHS.some((path) => request.url?.startsWith(path));

const hasBody = ({ headers }: IncomingMessage) =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

const tooMany = () =>
  new TooManyRequests(RETRY_AFTER, {
    code: "too_many_unfinished",
    detail: "Too many bodies are on their way at once. Send it again",
  });

/** A body on its way: the bytes that are there, and the way to refuse it. */
type Body = { size: number; end: (error: AppError) => void };

/** What happens with a request: it goes on when its body is there, or is refused before that. */
type Ways = { goOn: () => void; refuse: (error: AppError) => void };

/**
 * Holds requests back until their bodies are there: what is behind sees no body that is too large, never ends, or
 * comes byte by byte. What is held is limited for all clients together and for each.
 */
export class UnfinishedBodies {
  readonly #limits: SocketLimits;
  readonly #bodiesOf: Grouped<Body> = new Map();
  #held = 0;

  constructor(limits: SocketLimits) {
    this.#limits = limits;
  }

  /** @returns whether the request waits for its body, or undefined where it went on or was refused at once */
  receive(request: IncomingMessage, client: string, { goOn, refuse }: Ways): boolean {
    if (!hasBody(request) || isUpload(request)) {
      goOn();
      return false;
    }
    if (Number(request.headers["content-length"] ?? 0) > this.#limits.maxBody) {
      refuse(tooLarge());
      return false;
    }
    this.#hold(request, client, { goOn, refuse });
    return true;
  }

  #hold(request: IncomingMessage, client: string, { goOn, refuse }: Ways): void {
    const chunks: Buffer[] = [];
    const letGo = () => {
      this.#held -= body.size;
      body.size = 0;
      remove(this.#bodiesOf, client, body);
    };
    const body: Body = {
      size: 0,
      end: (error) => {
        letGo();
        chunks.length = 0;
        refuse(error);
      },
    };
    put(this.#bodiesOf, client, body);
    request.once("close", letGo);
    // Node's parser hands over the body by `push`, and its end as null.
    request.push = (chunk: Buffer | null) => {
      if (chunk === null) {
        letGo();
        request.off("close", letGo);
        // The stream's own method again.
        Reflect.deleteProperty(request, "push");
        for (const one of chunks) request.push(one);
        request.push(null);
        goOn();
        return true;
      }
      body.size += chunk.byteLength;
      this.#held += chunk.byteLength;
      chunks.push(chunk);
      if (body.size > this.#limits.maxBody) body.end(tooLarge());
      else this.#makeRoom(client);
      return true;
    };
  }

  /** The body that has been on its way for longest makes room for the others of its client. */
  #makeRoom(client: string): void {
    const { maxUnfinished, maxUnfinishedOfAddress } = this.#limits;
    const bodies = this.#bodiesOf.get(client) ?? new Set();
    let held = 0;
    for (const { size } of bodies) held += size;
    for (const { size, end } of bodies) {
      if (held <= maxUnfinishedOfAddress && this.#held <= maxUnfinished) return;
      held -= size;
      end(tooMany());
    }
  }
}
