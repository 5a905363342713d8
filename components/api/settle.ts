import type { ActionResult } from "#lib/http/action.ts";
import { problemOf } from "./problem-of.ts";
import { noticeEnd } from "./session.ts";

/** Turns a call into a result, also when the server did not answer. */
export async function settle<Data>(coming: Promise<ActionResult<Data>>): Promise<ActionResult<Data>> {
  const result = await coming.catch((error: unknown) => ({ ok: false, problem: problemOf(error) }) as const);
  if (!result.ok) noticeEnd(result.problem);
  return result;
}
