import type { IncomingMessage } from "node:http";
import { AppError, TooManyRequests } from "#lib/core/errors.ts";
import { type SocketLimits, UPLOAD_PATHS } from "#lib/core/limits.ts";

const RETRY_AFTER = 1;

const tooLarge = () => new AppError(413, "content_too_large", "The body is larger than 1 MiB");

const isUpload = (request: IncomingMessage) => UPLOAD_PATHS.some((path) => request.url?.startsWith(path));

const hasBody = ({ headers }: IncomingMessage) =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/** What happens with a request: it goes on when its body is there, or is refused before that. */
type Ways = { goOn: () => void; refuse: (error: AppError) => void };

/**
 * Holds requests back until their bodies are there: what is behind sees no body that is too large, never ends, or
 * comes byte by byte. What is held is limited for all clients together and for each.
 */
export class UnfinishedBodies {
  readonly #limits: SocketLimits;
  readonly #heldOf = new Map<string, number>();
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
    let size = 0;
    const letGo = () => {
      this.#count(client, -size);
      size = 0;
    };
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
      size += chunk.byteLength;
      this.#count(client, chunk.byteLength);
      chunks.push(chunk);
      const refusal = this.#refusalOf(client, size);
      if (refusal) {
        letGo();
        chunks.length = 0;
        refuse(refusal);
      }
      return true;
    };
  }

  #refusalOf(client: string, size: number): AppError | undefined {
    const { maxBody, maxUnfinished, maxUnfinishedOfAddress } = this.#limits;
    if (size > maxBody) return tooLarge();
    const isOver = this.#held > maxUnfinished || (this.#heldOf.get(client) ?? 0) > maxUnfinishedOfAddress;
    if (!isOver) return undefined;
    return new TooManyRequests(RETRY_AFTER, {
      code: "too_many_unfinished",
      detail: "Too many bodies are on their way at once. Send it again",
    });
  }

  #count(client: string, bytes: number): void {
    this.#held += bytes;
    const held = (this.#heldOf.get(client) ?? 0) + bytes;
    if (held > 0) this.#heldOf.set(client, held);
    else this.#heldOf.delete(client);
  }
}
