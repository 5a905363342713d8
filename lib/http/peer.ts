import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { PEER_HEADER } from "./client-address.ts";

/**
 * Writes the socket's address into a header of every request, over whatever the client sent under that
 * name: a route handler of Next sees headers but no socket, and X-Forwarded-For can be forged.
 */
export function markPeers(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
  });
}
