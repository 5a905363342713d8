import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { AppError, TooManyRequests } from "#lib/core/errors.ts";
import { problemJson, problemTitle } from "./problem.ts";
import { defaultHeaders } from "./security-headers.ts";

/** The answers to requests that Node cannot parse, by Node's code of the failure. */
const UNREADABLE: Record<string, AppError> = {
  HPE_INVALID_METHOD: new AppError(405, "method_not_allowed", "This method is not known here"),
  HPE_HEADER_OVERFLOW: new AppError(431, "headers_too_large", "The headers are too large"),
  ERR_HTTP_REQUEST_TIMEOUT: new AppError(408, "request_timeout", "The request took too long to arrive"),
};
const NOT_HTTP = new AppError(400, "malformed_request", "This is not HTTP");

/** The body and headers of a refusal. The connection ends with it, because more of the request may still arrive. */
function refusalOf(error: AppError): { body: string; headers: Record<string, string> } {
  const requestId = crypto.randomUUID();
  const body = JSON.stringify(problemJson(error, requestId));
  return {
    body,
    headers: {
      "Content-Type": "application/problem+json",
      "Content-Length": String(Buffer.byteLength(body)),
      "X-Request-Id": requestId,
      ...(error.status === 405 ? { Allow: "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS" } : {}),
      ...(error instanceof TooManyRequests ? { "Retry-After": String(error.retryAfterSeconds) } : {}),
      Connection: "close",
    },
  };
}

/** Answers on the socket itself, because there is no request object. */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex, lingerFor: number): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const refusal = UNREADABLE[error.code ?? ""] ?? NOT_HTTP;
  const { body, headers } = refusalOf(refusal);
  const lines = Object.entries({ ...defaultHeaders(), ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.end([`HTTP/1.1 ${refusal.status} ${problemTitle(refusal.status)}`, ...lines, "", body].join("\r\n"));
  setTimeout(() => socket.destroy(), lingerFor).unref();
}

/**
 * Answers a request without reading the rest of it. Further bytes are discarded for a while, because closing a
 * connection with unread bytes resets it, and the client would never see the answer.
 */
export function refuseUnread(
  request: IncomingMessage,
  response: ServerResponse,
  error: AppError,
  lingerFor: number,
): void {
  const socket: Socket = request.socket;
  request.push = () => true;
  socket.destroySoon = () => {
    socket.end();
    setTimeout(() => socket.destroy(), lingerFor).unref();
  };
  const { body, headers } = refusalOf(error);
  response.writeHead(error.status, headers).end(body);
}
