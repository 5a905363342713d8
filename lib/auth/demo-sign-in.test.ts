import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { withRole, withWorkspace } from "#db/client.ts";
import { demoLinks } from "#db/schema/demo-links.ts";
import { memberships } from "#db/schema/users.ts";
import { newWorkspace } from "#testing/workspace.ts";
import { createDemoLink, demoCookieName, openDemoLink } from "./demo-link.ts";
import { offeredDemoRoles } from "./demo-sign-in.ts";
import { authOptions } from "./next-auth.ts";
import { hashToken } from "./token.ts";

const NOT_VALID = { status: 404, code: "demo_link_not_valid" };

beforeAll(async () => {
  const workspace = await newWorkspace();
  await withWorkspace(workspace, (tx) => tx.update(memberships).set({ isDemo: true }));
});

const newCode = async () => (await createDemoLink()).split("#demo=")[1] ?? "";

/** Signs in as a demo admin, as next-auth does for a request with these headers. */
async function enter(headers: Record<string, string>): Promise<unknown> {
  const provider = authOptions({ ip: "127.0.0.1" }).providers.find(({ options }) => options?.id === "demo");
  const options = provider?.options as { authorize?: (given: unknown, request: unknown) => Promise<unknown> };
  return options.authorize?.({ role: "admin" }, { headers });
}

const cookie = (token: string) => ({ cookie: `locale=en; ${demoCookieName()}=${token}` });

const age = (code: string, by: string) =>
  withRole("leadline_auth", (tx) =>
    tx
      .update(demoLinks)
      .set({ expiresAt: sql`${demoLinks.expiresAt} - ${by}::interval` })
      .where(eq(demoLinks.codeHash, hashToken(code))),
  );

describe("signing in as a demo person", () => {
  test("is refused to a request from loopback without an opened link", async () => {
    for (const host of ["127.0.0.1:3000", "localhost:3000", "127.0.0.1", "[::1]:3000"])
      await expect(enter({ host })).rejects.toThrow("unauthenticated");
  });

  test("is open to the browser that opened a link, under any host", async () => {
    const token = await openDemoLink(await newCode());
    for (const host of ["127.0.0.1:3000", "crm.example"])
      expect(await enter({ host, ...cookie(token) })).toMatchObject({ sid: expect.any(String) });
  });

  test("is refused for made-up tokens, and for the code itself", async () => {
    const code = await newCode();
    for (const token of ["", "lb_made-up", code, hashToken(code)])
      await expect(enter({ host: "127.0.0.1", ...cookie(token) })).rejects.toThrow("unauthenticated");
  });

  test("ends 30 days after the link was opened", async () => {
    const code = await newCode();
    const token = await openDemoLink(code);
    await age(code, "29 days 23 hours");
    expect(await offeredDemoRoles(token)).toContain("admin");
    await age(code, "2 hours");
    expect(await offeredDemoRoles(token)).toEqual([]);
    await expect(enter(cookie(token))).rejects.toThrow("unauthenticated");
  });
});

describe("a demo link", () => {
  test("carries its code behind #, which no browser sends to a server", async () => {
    expect(await createDemoLink()).toMatch(/^http:\/\/127\.0\.0\.1:3000\/login#demo=ld_[\w-]{43}$/);
  });

  test("opens once", async () => {
    const code = await newCode();
    await openDemoLink(code);
    await expect(openDemoLink(code)).rejects.toMatchObject(NOT_VALID);
  });

  test("opens for one of twenty browsers at once", async () => {
    const code = await newCode();
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => openDemoLink(code)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject(NOT_VALID);
  });

  test("opens within an hour, and while newer ones are made", async () => {
    const [early, late] = [await newCode(), await newCode()];
    await age(early, "59 minutes");
    await age(late, "61 minutes");
    await newCode();
    await openDemoLink(early);
    await expect(openDemoLink(late)).rejects.toMatchObject(NOT_VALID);
  });

  test("is not opened by a text that is no code", async () => {
    for (const code of ["", "ld_", "ld_\u0000", "x".repeat(100)])
      await expect(openDemoLink(code)).rejects.toMatchObject(NOT_VALID);
  });

  test("is stored as hashes only", async () => {
    const code = await newCode();
    const token = await openDemoLink(code);
    const rows = await withRole("leadline_auth", (tx) => tx.select().from(demoLinks));
    expect(JSON.stringify(rows)).not.toContain(code);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});
