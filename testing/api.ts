import type { RouteHandler } from "#lib/http/route.ts";

type Call = {
  bearer?: string;
  params?: Record<string, string>;
  query?: string;
  body?: unknown;
  headers?: Record<string, string>;
};

/** The parsed answer of a handler. */
export type Answer = { status: number; headers: Headers; body: Record<string, unknown> & unknown[] };

/** Calls a route's handler without a server. */
export async function call(
  handler: RouteHandler | ((request: Request, context: Parameters<RouteHandler>[1]) => Promise<Response>),
  method: string,
  { bearer, params = {}, query = "", body, headers = {} }: Call = {},
): Promise<Answer> {
  const request = new Request(`http://leadline.test/api/v1/under-test${query}`, {
    method,
    headers: {
      ...(bearer ? { authorization: bearer } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
}
