import { connect, createServer, type Socket } from "node:net";

/** A proxy to the server whose connections can be cut, restored, or stalled without closing. */
export async function breakableLine(port: number) {
  const sockets = new Set<Socket>();
  let isCut = false;
  let isSilent = false;
  const server = createServer((client) => {
    if (isCut) return client.destroy();
    if (isSilent) {
      sockets.add(client);
      return client.on("close", () => sockets.delete(client)).on("error", () => client.destroy());
    }
    const upstream = connect(port, "127.0.0.1");
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    address: `http://127.0.0.1:${address.port}`,
    cut: () => {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    fallSilent: () => {
      for (const socket of sockets) socket.pause().unpipe();
      isSilent = true;
    },
    restore: () => {
      isCut = false;
      isSilent = false;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
