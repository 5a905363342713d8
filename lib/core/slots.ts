import type { Ctx } from "./ctx.ts";
import { TooManyRequests } from "./errors.ts";
import { RETRY_AFTER_SLOTS } from "./limits.ts";

type Limits = { perCaller: number; perWorkspace: number; inAll: number };

/** The caller of a ctx, as the key by which shares and quotas count. */
export const callerOf = ({ workspaceId, actor }: Ctx): string => `${workspaceId}:${actor.kind}:${actor.id}`;

/** Slots in use: in all, and by caller and workspace. */
type Taken = { inAll: number; by: Map<string | number, number> };

// Next bundles this module more than once. All copies count the same slots, and each throws the errors of its own
// bundle, because `instanceof` does not match classes of another bundle.
const globals = globalThis as typeof globalThis & { leadlineSlots?: Map<string, Taken> };

function takenInProcess(code: string): Taken {
  globals.leadlineSlots ??= new Map();
  const taken = globals.leadlineSlots.get(code) ?? { inAll: 0, by: new Map() };
  globals.leadlineSlots.set(code, taken);
  return taken;
}

/**
 * The slots of this process for long-lived work, such as live streams.
 * @param code error code of a refusal; it also names the slots
 * @param noun what the slots are for, in the plural
 */
export const processSlots = (limits: Limits, code: string, noun: string): Slots =>
  new Slots(limits, code, noun, takenInProcess(code));

/** A limited number of slots for each caller, each workspace, and in all. */
class Slots {
  readonly #limits: Limits;
  readonly #code: string;
  readonly #noun: string;
  readonly #taken: Taken;

  constructor(limits: Limits, code: string, noun: string, taken: Taken) {
    this.#limits = limits;
    this.#code = code;
    this.#noun = noun;
    this.#taken = taken;
  }

  /**
   * Takes a slot. Leadline's own jobs need none.
   * @returns a function that releases the slot; calling it again does nothing
   * @throws TooManyRequests
   */
  take(ctx: Ctx): () => void {
    if (ctx.actor.kind === "job") return () => {};
    const { perCaller, perWorkspace, inAll } = this.#limits;
    const keys = [callerOf(ctx), ctx.workspaceId];
    const [ofCaller = 0, ofWorkspace = 0] = keys.map((key) => this.#taken.by.get(key) ?? 0);
    if (ofCaller >= perCaller || ofWorkspace >= perWorkspace || this.#taken.inAll >= inAll) {
      throw new TooManyRequests(RETRY_AFTER_SLOTS, {
        code: this.#code,
        detail: `Too many ${this.#noun} are under way. Try again in ${RETRY_AFTER_SLOTS} s`,
      });
    }
    this.#taken.inAll += 1;
    for (const key of keys) this.#taken.by.set(key, (this.#taken.by.get(key) ?? 0) + 1);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      this.#release(keys);
    };
  }

  #release(keys: (string | number)[]): void {
    this.#taken.inAll -= 1;
    for (const key of keys) {
      const left = (this.#taken.by.get(key) ?? 0) - 1;
      if (left > 0) this.#taken.by.set(key, left);
      else this.#taken.by.delete(key);
    }
  }
}
