import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { withWorkspace } from "#db/client.ts";
import { apiKeys } from "#db/schema/api-keys.ts";
import { findApiKey } from "#lib/auth/api-key.ts";
import { makeCtx } from "#lib/auth/ctx.ts";
import { ctxOfRequester } from "#lib/auth/ctx-of-requester.ts";
import { updateUser } from "#lib/conversations/staffing/update-user.ts";
import { DAY } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { acceptInvite } from "#lib/workspace/invites/accept-invite.ts";
import { createInvite } from "#lib/workspace/invites/create-invite.ts";
import { newUser, newWorkspace } from "#testing/workspace.ts";
import { createApiKey } from "./create-api-key.ts";
import { presentApiKey } from "./present.ts";
import { getApiKey } from "./queries.ts";

/** Milliseconds. A look-up of a key is cached for a second. */
const aSecond = () => new Promise((resolve) => setTimeout(resolve, 1_050));

async function ownedKey(scope: "read" | "write" | "admin" = "admin") {
  const workspace = await newWorkspace();
  const owner = await newUser(workspace.job, "admin");
  const created = await createApiKey(owner, { name: "Owned", scope });
  const asKey = makeCtx(workspace.workspaceId, { kind: "api_key", id: created.id, name: "Owned" }, "admin");
  const ownerId = owner.actor.id ?? 0;
  const requester = { workspaceId: workspace.workspaceId, kind: "api_key", id: created.id } as const;
  return {
    ...workspace,
    owner,
    created,
    asKey,
    put: (change: Parameters<typeof updateUser>[2]) => updateUser(workspace.job, ownerId, change),
    /** Checks both places where a key is looked up: its own requests, and work that it requested before. */
    roles: async () => [(await findApiKey(created.key))?.role, (await ctxOfRequester(requester, {}))?.role],
    status: async (ctx: Ctx = workspace.job) =>
      presentApiKey(await read(ctx, (tx) => getApiKey(tx, created.id))).status,
  };
}

describe("a key of a person", () => {
  test("is refused within a second of their being disabled, until they are enabled again", async () => {
    const { put, roles, status } = await ownedKey();
    expect(await roles()).toEqual(["admin", "admin"]);
    await put({ is_active: false });
    await aSecond();
    expect([await roles(), await status()]).toEqual([[undefined, undefined], "owner_inactive"]);
    await put({ is_active: true });
    await aSecond();
    expect([await roles(), await status()]).toEqual([["admin", "admin"], "active"]);
  });

  test("never has more rights than they have", async () => {
    const { put, roles, status } = await ownedKey("admin");
    await put({ role: "manager" });
    await aSecond();
    expect(await roles()).toEqual(["manager", "manager"]);
    await put({ role: "operator" });
    await aSecond();
    expect([await roles(), await status()]).toEqual([[undefined, undefined], "owner_inactive"]);
  });

  test("gets no more rights when its owner does", async () => {
    expect(await (await ownedKey("read")).roles()).toEqual(["reader", "reader"]);
  });

  test("limits the keys and invites that it creates in the same way", async () => {
    const { asKey, put, job } = await ownedKey();
    const child = await createApiKey(asKey, { name: "Child", scope: "admin" });
    const { token } = await createInvite(asKey, { role: "admin" });
    await put({ is_active: false });
    expect(await findApiKey(child.key)).toBeUndefined();
    const person = {
      name: "Olena",
      email: `${crypto.randomUUID()}@test.example`,
      password: "a-long-password",
    };
    await expect(acceptInvite({}, { token, ...person })).rejects.toMatchObject({ code: "invite_not_valid" });
    const own = await createApiKey(job, { name: "Command line", scope: "read" });
    expect(await findApiKey(own.key)).toMatchObject({ role: "reader" });
  });

  test("invalidates its invites once the inviter may no longer invite", async () => {
    const { owner, put } = await ownedKey();
    const { token } = await createInvite(owner, { role: "admin" });
    const person = {
      name: "Olena",
      email: `${crypto.randomUUID()}@test.example`,
      password: "a-long-password",
    };
    await put({ role: "manager" });
    await expect(acceptInvite({}, { token, ...person })).rejects.toMatchObject({ code: "invite_not_valid" });
    await put({ role: "admin" });
    expect(await acceptInvite({}, { token, ...person })).toMatchObject({ role: "admin" });
  });
});

describe("a key with an expiry", () => {
  test("is refused from then on, wherever it is looked up", async () => {
    const { created, roles, status, workspaceId } = await ownedKey("write");
    await withWorkspace({ workspaceId }, (tx) =>
      tx
        .update(apiKeys)
        .set({ expiresAt: new Date(Date.now() - 1) })
        .where(eq(apiKeys.id, created.id)),
    );
    expect([await roles(), await status()]).toEqual([[undefined, undefined], "expired"]);
  });

  test("returns its expiry, at most a year ahead", async () => {
    const { owner } = await ownedKey();
    const { expiresAt } = await createApiKey(owner, { name: "Month", scope: "read", expires_in_days: 30 });
    expect(Math.abs((expiresAt?.getTime() ?? 0) - Date.now() - 30 * DAY)).toBeLessThan(60_000);
    for (const days of [0, 366, 1.5])
      await expect(
        createApiKey(owner, { name: "Bad", scope: "read", expires_in_days: days }),
      ).rejects.toThrow();
  });

  test("can't create a key that expires later", async () => {
    const { owner, workspaceId } = await ownedKey();
    const short = await createApiKey(owner, { name: "Short", scope: "admin", expires_in_days: 2 });
    const asShort = makeCtx(workspaceId, { kind: "api_key", id: short.id, name: "Short" }, "admin");
    const forever = await createApiKey(asShort, { name: "Forever", scope: "admin" });
    const year = await createApiKey(asShort, { name: "Year", scope: "admin", expires_in_days: 365 });
    const shorter = await createApiKey(asShort, { name: "Shorter", scope: "admin", expires_in_days: 1 });
    expect([forever.expiresAt, year.expiresAt]).toEqual([short.expiresAt, short.expiresAt]);
    expect(shorter.expiresAt?.getTime()).toBeLessThan(short.expiresAt?.getTime() ?? 0);
  });
});
