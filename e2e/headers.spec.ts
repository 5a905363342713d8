import { globSync } from "node:fs";
import { type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import { connect } from "node:net";
import { test as base, expect } from "@playwright/test";
import { leadline, signIn } from "./fixtures.ts";
import { ADDRESS, PORT } from "./server.ts";

// Every answer of the production server has these headers: routes, pages, and answers of Next and Node themselves.

type Asked = { method?: string; path: string; headers?: OutgoingHttpHeaders; body?: string };

/** Reads the head of an answer and cancels the body, because a stream never ends. */
function headOf({ method = "GET", path, headers = {}, body }: Asked): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: "127.0.0.1", port: PORT, method, path, headers, agent: false });
    asking.on("response", (answer) => {
      resolve(answer);
      answer.destroy();
    });
    asking.on("error", reject);
    asking.end(body);
  });
}

const PLAIN_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The problems of an answer's head. */
function faultsOf({ headers }: Pick<IncomingMessage, "headers">): string[] {
  const policy = String(headers["content-security-policy"]);
  // Only a page may run scripts, by a nonce that is new each time.
  const isPage =
    /script-src 'nonce-\w{32}' 'strict-dynamic'/.test(policy) && policy.includes("frame-ancestors 'none'");
  const wrong = {
    "content-security-policy": policy !== PLAIN_POLICY && !isPage,
    "x-content-type-options": headers["x-content-type-options"] !== "nosniff",
    "referrer-policy": headers["referrer-policy"] !== "same-origin",
    "x-frame-options": headers["x-frame-options"] !== "DENY",
    "cross-origin-opener-policy": headers["cross-origin-opener-policy"] !== "same-origin",
    "cross-origin-resource-policy": headers["cross-origin-resource-policy"] !== "same-origin",
    "permissions-policy": headers["permissions-policy"] === undefined,
    "cache-control": headers["cache-control"] === undefined,
    "x-powered-by": "x-powered-by" in headers,
    server: "server" in headers,
  };
  return Object.entries(wrong).flatMap(([name, isWrong]) => (isWrong ? [`${name}: ${headers[name]}`] : []));
}

/** All problems at once, so that one run reports everything. */
async function faultsOfAll(asked: Asked[]): Promise<string[]> {
  const faults: string[] = [];
  for (const one of asked) {
    const answer = await headOf(one);
    for (const fault of faultsOf(answer))
      faults.push(`${one.method ?? "GET"} ${one.path} (${answer.statusCode}) ${fault}`);
  }
  return faults;
}

/** The addresses of all files of one kind below `app`. */
const addressesOf = (file: "route.ts" | "page.tsx") =>
  globSync(`app/**/${file}`, { cwd: `${import.meta.dirname}/..` })
    .map((found) =>
      found
        .slice("app".length, -file.length - 1)
        .replaceAll(/\/\([a-z]+\)/g, "")
        .replaceAll(/\/\[\[\.\.\.\w+\]\]/g, "")
        .replaceAll(/\[(?:\.\.\.)?\w+\]/g, "1"),
    )
    .map((path) => path || "/");

const ROUTES = addressesOf("route.ts");
const PAGES = addressesOf("page.tsx");

base("every route, without a key, with one, and under each method", async () => {
  base.setTimeout(180_000);
  expect(ROUTES.length).toBeGreaterThan(80);
  const authorization = `Bearer ${leadline("api-key", "create", "--name", "headers", "--scope", "admin")}`;
  const asked = ROUTES.flatMap((path) => [
    { path, headers: { authorization } },
    ...["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"].map((method) => ({ method, path })),
  ]);
  const csv = { path: "/api/v1/leads", headers: { authorization, accept: "text/csv" } };
  expect(await faultsOfAll([...asked, csv])).toEqual([]);
});

base(
  "every page, also as a part of another, for people who are signed in and who are not",
  async ({ page }) => {
    base.setTimeout(120_000);
    expect(PAGES.length).toBeGreaterThan(12);
    await signIn(page);
    const cookies = await page.context().cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const asked = PAGES.flatMap((path) => [
      { path },
      { path, headers: { cookie } },
      { path, headers: { cookie, rsc: "1" } },
      { method: "POST", path, headers: { cookie } },
    ]);
    expect(await faultsOfAll(asked)).toEqual([]);
  },
);

base("what the pages load", async () => {
  const html = await (await fetch(`${ADDRESS}/login`)).text();
  const loaded = [...new Set(html.match(/\/_next\/static\/[\w/.~-]+/g))];
  const styles = await (await fetch(ADDRESS + loaded.find((path) => path.endsWith(".css")))).text();
  const fonts = [...styles.matchAll(/\/media\/[\w.~-]+/g)].map(([path]) => `/_next/static${path}`);
  expect(loaded.length).toBeGreaterThan(5);
  expect(fonts.length).toBeGreaterThan(0);
  const docs = ["/api/docs/swagger-ui.css", "/api/docs/swagger-ui-bundle.js"];
  expect(
    await faultsOfAll([...loaded, fonts[0] ?? "", ...docs, "/icon.svg"].map((path) => ({ path }))),
  ).toEqual([]);
});

base("what is not there, and what is refused", async () => {
  const nowhere = [
    "/unknown",
    "/unknown/deeper?x=1",
    "/api",
    "/api/unknown",
    "/api/v1/unknown",
    "/api/docs/unknown.js",
    "/api/auth/unknown",
    "/_next/static/unknown.js",
    "/_next/unknown",
    "/_next/image?url=%2Ficon.svg&w=64&q=75",
    "/_next/data/x/leads.json",
    "/favicon.ico",
    "/icon",
    "/robots.txt",
    "/.well-known/security.txt",
    "/404",
    "/500",
    "/_error",
    "/%E0%A4%A",
    "/leads/",
    "//leads",
    "/api/v1//leads",
    "/leads/../x",
    "/leads?x=%E0%A4%A",
  ].map((path) => ({ path }));
  const refused = [
    { method: "TRACE", path: "/leads" },
    { method: "PROPFIND", path: "/api/v1/leads" },
    { path: "/leads", headers: { "next-router-state-tree": "%" } },
    {
      method: "POST",
      path: "/login",
      headers: { "next-action": "a".repeat(40), origin: "https://evil.example" },
    },
    {
      method: "POST",
      path: "/login",
      headers: { "next-action": "a".repeat(40), origin: ADDRESS },
      body: "?",
    },
    { method: "POST", path: "/login", headers: { "content-type": "multipart/form-data" }, body: "?" },
    { path: "/leads", headers: { expect: "nothing" } },
    { path: "/leads", headers: { range: "bytes=0-0", "if-none-match": "*" } },
  ];
  expect(await faultsOfAll([...nowhere, ...refused])).toEqual([]);
});

base("every endpoint of signing in", async () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const asked = [
    ...[
      "csrf",
      "session",
      "providers",
      "signin",
      "signout",
      "error?error=x",
      "verify-request",
      "callback/demo",
    ].map((name) => ({ path: `/api/auth/${name}` })),
    ...["signin/password", "signout", "callback/password", "callback/demo", "session", "_log"].map(
      (name) => ({
        method: "POST",
        path: `/api/auth/${name}`,
        headers: form,
        body: "csrfToken=x&email=a&password=b",
      }),
    ),
  ];
  expect(await faultsOfAll(asked)).toEqual([]);
});

/** Sends these bytes unchanged and reads the head of the answer. */
function rawHeadOf(text: string): Promise<Pick<IncomingMessage, "headers">> {
  return new Promise((resolve, reject) => {
    const socket = connect(PORT, "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("error", reject);
    socket.on("close", () => {
      const lines = answer.split("\r\n\r\n")[0]?.split("\r\n").slice(1) ?? [];
      resolve({
        headers: Object.fromEntries(
          lines.map((line) => [line.split(":")[0]?.toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
        ),
      });
    });
  });
}

base("what Node itself cannot read", async () => {
  for (const text of [
    "FOO / HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET / GARBAGE/9\r\n\r\n",
    "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
    `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${"x".repeat(40_000)}\r\n\r\n`,
  ])
    expect([text.slice(0, 40), ...faultsOf(await rawHeadOf(text))]).toEqual([text.slice(0, 40)]);
});
