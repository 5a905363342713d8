import { createServer, get, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { parseEnvironment } from "#lib/core/env.ts";
import { addDefaultHeaders, defaultHeaders } from "./security-headers.ts";

/** The headers of an answer written in this way. */
async function headersOf(write: (response: ServerResponse) => void): Promise<IncomingHttpHeaders> {
  const server = createServer((_request, response) => {
    addDefaultHeaders(response);
    write(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const headers = await new Promise<IncomingHttpHeaders>((resolve, reject) =>
    get({ port, host: "127.0.0.1", agent: false }, (answer) => resolve(answer.resume().headers)).on(
      "error",
      reject,
    ),
  );
  server.close();
  return headers;
}

test("HSTS is sent only if PUBLIC_URL is https", () => {
  const hsts = (variables: Record<string, string>) =>
    defaultHeaders(parseEnvironment(variables))["strict-transport-security"];
  expect(hsts({ PUBLIC_URL: "https://crm.example" })).toBe("max-age=63072000; includeSubDomains");
  expect(hsts({ PUBLIC_URL: "http://crm.example" })).toBeUndefined();
  expect(hsts({})).toBeUndefined();
});

test("every way of writing an answer has the headers, and an answer's own policy is not overwritten", async () => {
  const policy = { "content-security-policy": "default-src 'self'" };
  const ways: [write: (response: ServerResponse) => void, own: boolean][] = [
    [(response) => response.end("x"), false],
    [(response) => response.writeHead(200, "Fine").end(), false],
    [(response) => response.writeHead(200, { "x-other": "1" }).end(), false],
    [(response) => response.flushHeaders() ?? response.end(), false],
    [(response) => response.setHeader("content-security-policy", "default-src 'self'").end(), true],
    [(response) => response.appendHeader("Content-Security-Policy", "default-src 'self'").end(), true],
    [(response) => response.writeHead(200, policy).end(), true],
    [(response) => response.writeHead(200, ["Content-Security-Policy", "default-src 'self'"]).end(), true],
  ];
  const { "content-security-policy": plain, ...rest } = defaultHeaders(parseEnvironment({}));
  for (const [at, [write, own]] of ways.entries())
    expect([at, await headersOf(write)]).toMatchObject([
      at,
      { ...rest, "content-security-policy": own ? policy["content-security-policy"] : plain },
    ]);
});
