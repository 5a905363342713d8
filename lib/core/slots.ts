import type { Ctx } from "./ctx.ts";
import { TooManyRequests } from "./errors.ts";
import { RETRY_AFTER_SLOTS } from "./limits.ts";

type Limits = { perCaller: number; perWorkspace: number; inAll: number };

/** The caller of a ctx, as shares and quotas count. */
export const callerOf = ({ workspaceId, actor }: Ctx): string => `${workspaceId}:${actor.kind}:${actor.id}`;

/** Places of this process for what is held long, such as live streams: so many for one caller, one workspace, and in all. */
export class Slots {
  readonly #limits: Limits;
  readonly #code: string;
  readonly #noun: string;
  readonly #taken = new Map<string | number, number>();
  #inAll = 0;

  /**
   * @param code of the refusal
   * @param noun what is held, in the plural
   */
  constructor(limits: Limits, code: string, noun: string) {
    this.#limits = limits;
    this.#code = code;
    this.#noun = noun;
  }

  /**
   * Leadline's own jobs need none.
   * @returns the way to give the place back; more than once does nothing
   * @throws TooManyRequests
   */
  take(ctx: Ctx): () => void {
    if (ctx.actor.kind === "job") return () => {};
    const { perCaller, perWorkspace, inAll } = this.#limits;
    const keys = [callerOf(ctx), ctx.workspaceId];
    const [ofCaller = 0, ofWorkspace = 0] = keys.map((key) => this.#taken.get(key) ?? 0);
    if (ofCaller >= perCaller || ofWorkspace >= perWorkspace || this.#inAll >= inAll) {
      throw new TooManyRequests(RETRY_AFTER_SLOTS, {
        code: this.#code,
        detail: `Too many ${this.#noun} are under way. Try again in ${RETRY_AFTER_SLOTS} s`,
      });
    }
    this.#inAll += 1;
    for (const key of keys) this.#taken.set(key, (this.#taken.get(key) ?? 0) + 1);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      this.#giveBack(keys);
    };
  }

  #giveBack(keys: (string | number)[]): void {
    this.#inAll -= 1;
    for (const key of keys) {
      const left = (this.#taken.get(key) ?? 0) - 1;
      if (left > 0) this.#taken.set(key, left);
      else this.#taken.delete(key);
    }
  }
}
