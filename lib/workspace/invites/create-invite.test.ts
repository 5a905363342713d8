import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { apiKeys } from "#db/schema/api-keys.ts";
import { makeCtx } from "#lib/auth/ctx.ts";
import { transact } from "#lib/core/transact.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { newWorkspace } from "#testing/workspace.ts";
import { createInvite } from "./create-invite.ts";

const DAY = 24 * 3600 * 1000;

/** An admin's API key of the admin scope that expires after this many days, or never. */
async function keyOf(days: number | undefined) {
  const { workspaceId, admin } = await newWorkspace();
  const { id, name, expiresAt } = await createApiKey(admin, {
    name: "Onboarding",
    scope: "admin",
    ...(days && { expires_in_days: days }),
  });
  return { ctx: makeCtx(workspaceId, { kind: "api_key", id, name }, "admin"), id, expiresAt };
}

const daysFromNow = ({ expiresAt }: { expiresAt: Date }) => (expiresAt.getTime() - Date.now()) / DAY;

test("an invite created by a key expires with the key", async () => {
  const { ctx, expiresAt } = await keyOf(2);
  const invite = await createInvite(ctx, { role: "admin", expires_in_days: 30 });
  expect(invite.expiresAt).toEqual(expiresAt);
});

test("an invite of a key that lasts longer, or forever, keeps its own expiry", async () => {
  for (const days of [20, undefined]) {
    const { ctx } = await keyOf(days);
    expect(daysFromNow(await createInvite(ctx, { role: "operator", expires_in_days: 3 }))).toBeCloseTo(3, 2);
  }
});

test("the key's expiry is read when the invite is created", async () => {
  const { ctx, id } = await keyOf(20);
  await transact(ctx, (tx) =>
    tx.update(apiKeys).set({ expiresAt: sql`now() + interval '1 day'` }).where(eq(apiKeys.id, id)),
  );
  expect(daysFromNow(await createInvite(ctx, { role: "operator" }))).toBeCloseTo(1, 2);
});
