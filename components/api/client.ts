import type { ProblemJson } from "#lib/http/problem.ts";
import { noticeEnd } from "./session.ts";

/** The API refused; `problem` says why in a form that a screen can put into words. */
export class ApiProblem extends Error {
  readonly problem: ProblemJson;
  constructor(problem: ProblemJson) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Whether the same request would be refused again, for example because the session is over or the row is gone. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof ApiProblem && error.problem.status < 500 && error.problem.status !== 429;

async function readAnswer<Answer>(response: Response): Promise<Answer> {
  if (response.ok) return (await response.json()) as Answer;
  const problem = (await response.json()) as ProblemJson;
  noticeEnd(problem);
  throw new ApiProblem(problem);
}

/**
 * Reads a list as a file; one that is cut off is none. The browser keeps what has come outside of the page's memory.
 * @throws ApiProblem
 */
export async function getCsv(path: string): Promise<Blob> {
  const response = await fetch(`/api/v1${path}`, { headers: { accept: "text/csv" } });
  return response.ok ? response.blob() : readAnswer(response);
}

/**
 * Reads from our own API with the browser's session.
 * @throws ApiProblem
 */
export async function getJson<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return readAnswer(await fetch(`/api/v1${path}`, signal ? { signal } : {}));
}

/**
 * Sends a change to our API. An answer without a body is undefined.
 * @param key the Idempotency-Key, with which a POST has its effect once even if it is sent again
 * @throws ApiProblem
 */
export async function sendJson<Answer>(
  method: "POST" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
  key?: string,
): Promise<Answer> {
  const response = await fetch(`/api/v1${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return response.status === 204 ? (undefined as Answer) : readAnswer(response);
}

/** The same for what takes long, and so must not stand in the queue of server actions. */
export function postJson<Answer>(path: string, body: unknown = {}, key?: string): Promise<Answer> {
  return sendJson("POST", path, body, key);
}

/** A page of a list, the address of the next one, and how many there are if that was asked. */
export type PageJson<Row> = { rows: Row[]; next: string | null; total: number | null };

/** @throws ApiProblem */
export async function getPage<Row>(path: string, signal?: AbortSignal): Promise<PageJson<Row>> {
  const response = await fetch(`/api/v1${path}`, signal ? { signal } : {});
  const next = /<\/api\/v1([^>]+)>; rel="next"/.exec(response.headers.get("link") ?? "")?.[1];
  const total = response.headers.get("x-total-count");
  return {
    rows: await readAnswer<Row[]>(response),
    next: next ?? null,
    total: total === null ? null : Number(total),
  };
}
