import { subscribe } from "node:diagnostics_channel";
import type { Server } from "node:http";
import { settleBackground } from "#lib/core/background.ts";

/**
 * Makes a server that is being closed wait for background work of its requests, such as events of failed sign-ins,
 * because Next ends the process as soon as the server is closed.
 */
export function settleBeforeClose(): void {
  const prepared = new WeakSet<Server>();
  subscribe("http.server.request.start", (message) => {
    const { server } = message as { server: Server };
    if (prepared.has(server)) return;
    prepared.add(server);
    const close = server.close.bind(server);
    server.close = (closed) =>
      close((error) => {
        settleBackground().finally(() => closed?.(error));
      });
  });
  // Streams can keep a server open for longer than its launcher waits.
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void settleBackground());
}
