import type { ProblemJson } from "#lib/http/problem.ts";
import { noticeEnd } from "./session.ts";

/** The API refused a request. `problem` contains the reason, which screens translate. */
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
 * Downloads a list as a file. An incomplete download fails instead of giving a partial file. The browser stores the
 * data outside of the page's memory.
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

/** Sends a change that takes long. Server actions run one after the other, so a long one would block the others. */
export function postJson<Answer>(path: string, body: unknown = {}, key?: string): Promise<Answer> {
  return sendJson("POST", path, body, key);
}

/** A page of a list, the address of the next page, and the total if it was requested. */
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
