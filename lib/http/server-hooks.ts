import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { AppError } from "#lib/core/errors.ts";
import { PEER_HEADER } from "./client-address.ts";
import { setForwardedHost } from "./own-origin.ts";
import { problemJson, problemTitle } from "./problem.ts";
import { addDefaultHeaders, defaultHeaders } from "./security-headers.ts";

type Started = { request: IncomingMessage; response: ServerResponse; server: Server };

/** Methods that the fetch standard forbids: Next fails with a 500 where it makes a Request of one. */
const NOT_FOR_FETCH = new Set(["TRACE", "TRACK", "CONNECT"]);
/** Empty parts, backslashes and dots, which Next redirects or resolves before anybody is asked. */
const IRREGULAR_API_PATH = /^\/+api[/\\][^?]*(?:\/\/|\\|\/\.\.?(?:[/?]|$))|^\/\/+api\//;

const globals = globalThis as typeof globalThis & { leadlineHookedServer?: true };

/**
 * What Next's server leaves out, done from below it: the peer's address in a header, security headers on every
 * answer, what `proxy.ts` would never get to refuse, and a body for requests that Node itself cannot read.
 */
export function hookServer(): void {
  // `npm start` calls it before Next does, from another copy of this module.
  if (globals.leadlineHookedServer) return;
  globals.leadlineHookedServer = true;
  const hooked = new WeakSet<Server>();
  subscribe("http.server.request.start", (message) => {
    const { request, response, server } = message as Started;
    addDefaultHeaders(response);
    // A route handler of Next sees headers but no socket, and X-Forwarded-For can be forged.
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
    setForwardedHost(request.headers);
    if (NOT_FOR_FETCH.has(request.method ?? "")) request.method = "UNKNOWN";
    if (IRREGULAR_API_PATH.test(request.url ?? "")) request.url = MALFORMED_PATH;
    if (hooked.has(server)) return;
    hooked.add(server);
    server.on("clientError", refuseUnreadable);
  });
}

/** `proxy.ts` answers it with a 404. */
const MALFORMED_PATH = "/api/v1/%";

const REFUSALS: Record<string, AppError> = {
  HPE_INVALID_METHOD: new AppError(405, "method_not_allowed", "This method is not known here"),
  HPE_HEADER_OVERFLOW: new AppError(431, "headers_too_large", "The headers are too large"),
  ERR_HTTP_REQUEST_TIMEOUT: new AppError(408, "request_timeout", "The request took too long to arrive"),
};
const UNREADABLE = new AppError(400, "malformed_request", "This is not HTTP");

function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const refusal = REFUSALS[error.code ?? ""] ?? UNREADABLE;
  const requestId = crypto.randomUUID();
  const body = JSON.stringify(problemJson(refusal, requestId));
  socket.end(
    [
      `HTTP/1.1 ${refusal.status} ${problemTitle(refusal.status)}`,
      "Content-Type: application/problem+json",
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-Id: ${requestId}`,
      ...Object.entries(defaultHeaders()).map(([name, value]) => `${name}: ${value}`),
      ...(refusal.status === 405 ? ["Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"] : []),
      "Connection: close",
      "",
      body,
    ].join("\r\n"),
  );
}
