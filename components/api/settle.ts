import type { ActionResult } from "#lib/http/action.ts";
import { noticeEnd } from "./session.ts";
import { UNREACHABLE } from "./use-problem-words.ts";

/** An answer, also when the server never gave one. */
export async function settle<Data>(coming: Promise<ActionResult<Data>>): Promise<ActionResult<Data>> {
  const result = await coming.catch(() => ({ ok: false, problem: UNREACHABLE }) as const);
  if (!result.ok) noticeEnd(result.problem);
  return result;
}
