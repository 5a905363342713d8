import { subscribe } from "node:diagnostics_channel";
import { type IncomingMessage, Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { PEER_HEADER } from "./client-address.ts";
import { guardServer } from "./guard-server.ts";
import { setForwardedHost } from "./own-origin.ts";
import { addDefaultHeaders } from "./security-headers.ts";

type Started = { request: IncomingMessage; response: ServerResponse; server: Server };

/** Methods that the fetch standard forbids. Next would answer 500, because it cannot make a Request of one. */
const NOT_FOR_FETCH = new Set(["TRACE", "TRACK", "CONNECT"]);
/** Empty segments, backslashes and dots, which Next redirects or resolves before our code runs. */
const IRREGULAR_API_PATH = /^\/+api[/\\][^?]*(?:\/\/|\\|\/\.\.?(?:[/?]|$))|^\/\/+api\//;
/** `proxy.ts` answers it with a 404. */
const MALFORMED_PATH = "/api/v1/%";

// Next may load this module, and run its instrumentation, more than once in a process.
const globals = globalThis as typeof globalThis & { leadlineHookedServer?: boolean };

/**
 * Adds below Next's server what it lacks: limits of connections and bodies, security headers on every answer, the
 * peer's address in a header, refusals of requests that never reach `proxy.ts`, and a body for requests that Node
 * cannot parse. A second call does nothing.
 */
export function hookServer(): void {
  // `npm start` calls it before Next does, from another copy of this module.
  if (globals.leadlineHookedServer) return;
  globals.leadlineHookedServer = true;
  // Next creates its server before it announces the start, so the server is found by its first connection.
  subscribe("net.server.socket", (message) => {
    const { socket } = message as { socket: Socket & { server?: unknown } };
    if (socket.server instanceof Server) guardServer(socket.server, undefined, socket);
  });
  subscribe("http.server.request.start", (message) => {
    const { request, response, server } = message as Started;
    addDefaultHeaders(response);
    guardServer(server);
    // A route handler of Next sees headers but no socket, and X-Forwarded-For can be forged.
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
    setForwardedHost(request.headers);
    if (NOT_FOR_FETCH.has(request.method ?? "")) request.method = "UNKNOWN";
    if (IRREGULAR_API_PATH.test(request.url ?? "")) request.url = MALFORMED_PATH;
  });
}
