import { NextRequest } from "next/server";
import type { NextAuthOptions } from "next-auth";
import { beforeEach, expect, test, vi } from "vitest";
import { POST } from "./[...nextauth]/route.ts";

const database = vi.hoisted(() => ({ isAway: false }));

// Like next-auth's sign-out inside Next's own server: it calls the event and clears the cookie in any case.
vi.mock("next-auth", () => ({
  default: async (_request: Request, _context: unknown, { events }: NextAuthOptions) => {
    await events?.signOut?.({ token: { sid: "token" } } as never);
    return Response.json({ url: "/login" }, { headers: { "set-cookie": "leadline.session=; Max-Age=0" } });
  },
}));

vi.mock("#lib/auth/end-session.ts", () => ({
  signOut: async () => {
    if (database.isAway) throw new Error("the database is away");
  },
}));

beforeEach(() => {
  database.isAway = false;
});

const signOut = () =>
  POST(new NextRequest("http://leadline.test/api/auth/signout", { method: "POST" }), {
    params: Promise.resolve({ nextauth: ["signout"] }),
  });

test("a sign-out clears the cookie", async () => {
  const answer = await signOut();
  expect([answer.status, answer.headers.has("set-cookie")]).toEqual([200, true]);
});

test("a sign-out that fails to end the session is answered as a failure, and the cookie stays", async () => {
  database.isAway = true;
  const answer = await signOut();
  expect(answer.status).toBeGreaterThanOrEqual(500);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.has("set-cookie")).toBe(false);
});
