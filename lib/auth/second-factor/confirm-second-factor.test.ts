import { eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withRole } from "#db/client.ts";
import { secondFactors } from "#db/schema/second-factors.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import { call } from "#testing/api.ts";
import { newPerson } from "#testing/person.ts";
import { newSession } from "#testing/session.ts";
import { codeOf } from "#testing/totp.ts";
import { newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { GET as getMe } from "../../../app/api/v1/me/route.ts";
import { GET as listSources } from "../../../app/api/v1/sources/route.ts";
import { confirmSecondFactor } from "./confirm-second-factor.ts";
import { getSecondFactorState } from "./queries.ts";
import { startSecondFactor } from "./start-second-factor.ts";

const NOT_STARTED = { code: "second_factor_not_started" };

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await newWorkspace();
  await updateSettings(workspace.job, { require_second_factor: true });
});

/** A person with the session in which they set their second factor up. */
async function person() {
  const one = await newPerson(workspace);
  const own = await newSession(one.ctx);
  return { ...one, own, ctx: await one.ctxWith(own.cookie) };
}

const get = (handler: typeof getMe, headers: Record<string, string>) =>
  call(handler, "GET", { headers }).then(({ status }) => status);

test("ends all other sessions, including one opened with the password alone during the set-up", async () => {
  const { password, ctx, own } = await person();
  const thief = await newSession(ctx);
  const { secret } = await startSecondFactor(ctx, { password });
  expect(await get(listSources, thief.headers)).toBe(403);
  await confirmSecondFactor(ctx, { code: codeOf(secret) });
  expect(await get(listSources, thief.headers)).toBe(401);
  expect(await get(getMe, thief.headers)).toBe(401);
  expect(await get(listSources, own.headers)).toBe(200);
});

test("ends nothing when the code is wrong", async () => {
  const { password, ctx } = await person();
  const other = await newSession(ctx);
  const { secret } = await startSecondFactor(ctx, { password });
  await expect(confirmSecondFactor(ctx, { code: codeOf(secret, 9) })).rejects.toMatchObject({ status: 422 });
  expect(await get(getMe, other.headers)).toBe(200);
});

test("makes guesses of the code wait, as at sign-in", async () => {
  const { id, password, ctx } = await person();
  const { secret } = await startSecondFactor(ctx, { password });
  const confirm = (code: string) => confirmSecondFactor(ctx, { code }).catch(({ status }) => status);
  for (let guess = 0; guess < 5; guess += 1) expect(await confirm(codeOf(secret, 9 + guess))).toBe(422);
  expect(await confirm(codeOf(secret))).toBe(429);
  expect(await getSecondFactorState(id)).toMatchObject({ isOn: false });
});

test("counts no guess when no set-up was started", async () => {
  const { ctx, password } = await person();
  for (let attempt = 0; attempt < 7; attempt += 1)
    await expect(confirmSecondFactor(ctx, { code: "123456" })).rejects.toMatchObject(NOT_STARTED);
  const { secret } = await startSecondFactor(ctx, { password });
  expect(await confirmSecondFactor(ctx, { code: codeOf(secret) })).toHaveLength(10);
});

test("refuses a set-up started more than 15 minutes ago until it is started again", async () => {
  const { id, ctx, password } = await person();
  const startedAgo = (minutes: number) =>
    withRole("leadline_auth", (tx) =>
      tx
        .update(secondFactors)
        .set({ createdAt: sql`now() - make_interval(mins => ${minutes})` })
        .where(eq(secondFactors.userId, id)),
    );
  const { secret } = await startSecondFactor(ctx, { password });
  await startedAgo(16);
  await expect(confirmSecondFactor(ctx, { code: codeOf(secret) })).rejects.toMatchObject(NOT_STARTED);
  const { secret: next } = await startSecondFactor(ctx, { password });
  await startedAgo(14);
  expect(await confirmSecondFactor(ctx, { code: codeOf(next) })).toHaveLength(10);
});
