import type { IncomingHttpHeaders } from "node:http";
import { expect, test, vi } from "vitest";
import { isOwnOrigin, setForwardedHost } from "./own-origin.ts";
import { refusalBeforeNext } from "./refusal-before-next.ts";

// The environment is read once, by the first module that needs it.
vi.hoisted(() => {
  process.env.PUBLIC_URL = "https://crm.example/";
});

// nginx sends this Host unless it is configured to pass on the client's.
const HOST = "127.0.0.1:3000";

const refusal = (headers: Record<string, string>) =>
  refusalBeforeNext(
    new Request("http://localhost/leads", {
      method: "POST",
      headers: { "next-action": "a".repeat(40), host: HOST, ...headers },
    }),
  );

test("a page of PUBLIC_URL may make changes through a proxy that sends its own Host", () => {
  expect(isOwnOrigin("https://crm.example", HOST)).toBe(true);
  expect(isOwnOrigin(`http://${HOST}`, HOST)).toBe(true);
  expect(refusal({ origin: "https://crm.example" })).toBeUndefined();
});

test("any other page may not, whatever headers it sends", () => {
  for (const origin of [
    "https://evil.example",
    "http://crm.example",
    "https://crm.example.evil",
    "null",
    "",
    null,
  ])
    expect([origin, isOwnOrigin(origin, HOST)]).toEqual([origin, false]);
  expect(isOwnOrigin(null, null)).toBe(false);
  expect(isOwnOrigin("null", undefined)).toBe(false);
});

test("a made-up forwarded host opens no action", () => {
  const forged = { origin: "https://evil.example", "x-forwarded-host": "evil.example" };
  expect(refusal(forged)?.status).toBe(403);
});

test("Next gets the host of PUBLIC_URL for our pages, and no host that a client made up", () => {
  const told = (headers: IncomingHttpHeaders) => {
    setForwardedHost(headers);
    return headers["x-forwarded-host"];
  };
  expect(told({ origin: "https://crm.example", "x-forwarded-host": "evil.example" })).toBe("crm.example");
  expect(told({ origin: "https://evil.example", "x-forwarded-host": "evil.example" })).toBeUndefined();
  expect(told({ "x-forwarded-host": "evil.example" })).toBeUndefined();
});
