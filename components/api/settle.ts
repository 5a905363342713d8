import type { ActionResult } from "#lib/http/action.ts";
import { UNREACHABLE } from "./use-problem-words.ts";

/** An answer, also when the server never gave one. */
export const settle = <Data>(result: Promise<ActionResult<Data>>): Promise<ActionResult<Data>> =>
  result.catch(() => ({ ok: false, problem: UNREACHABLE }));
