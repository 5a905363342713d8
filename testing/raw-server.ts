import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { SOCKET_LIMITS, type SocketLimits } from "#lib/core/limits.ts";
import { guardServer } from "#lib/http/guard-server.ts";

/** Limits that a test reaches within milliseconds and with a few kilobytes. */
export const SMALL: SocketLimits = {
  ...SOCKET_LIMITS,
  headWithin: 300,
  bodyWithin: 300,
  lingerFor: 200,
  checkEvery: 20,
  maxHeadless: 5,
  maxConnectionsOfAddress: 20,
  maxBody: 1_000,
  bodyPage: 10,
  maxUnfinished: 3_000,
  maxUnfinishedOfAddress: 2_500,
};

let server: Server;
let sockets: Socket[] = [];

/** Ends the server of a test and all its connections: for `afterEach`. */
export async function stopServing(): Promise<void> {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
}

/** A request that passed the guard: its body, and the number of pieces that it arrived in. */
type Arrival = { request: IncomingMessage; body: string; pieces: number };

/**
 * Starts a guarded server that answers each request with its method and the length of its body.
 * @param beforeAnswer the answers wait for it
 * @returns the requests that passed, and the server
 */
export async function serve(
  guard: (server: Server) => void = (made) => guardServer(made, SMALL),
  beforeAnswer: () => Promise<unknown> = async () => undefined,
): Promise<{ came: Arrival[]; server: Server }> {
  const came: Arrival[] = [];
  server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const body = Buffer.concat(chunks).toString();
      came.push({ request, body, pieces: chunks.length });
      await beforeAnswer();
      response.end(`${request.method} ${body.length}`);
    });
  });
  guard(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return { came, server };
}

/** A connection to the server, the bytes received, and its end. */
export function dial(localAddress = "127.0.0.1") {
  const socket = connect({ port: (server.address() as AddressInfo).port, host: "127.0.0.1", localAddress });
  sockets.push(socket);
  const heard = { text: "", isReset: false };
  socket.setEncoding("utf8").on("data", (text: string) => {
    heard.text += text;
  });
  const ended = new Promise<void>((resolve) => {
    socket.on("error", () => {
      heard.isReset = true;
    });
    socket.on("close", () => resolve());
  });
  return { socket, heard, ended };
}

/** The head of a POST. */
export const head = (...lines: string[]) =>
  `${["POST / HTTP/1.1", "Host: test", ...lines].join("\r\n")}\r\n\r\n`;

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
