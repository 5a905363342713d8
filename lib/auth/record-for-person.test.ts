import { randomInt, randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { events } from "#db/schema/events.ts";
import { confirmSecondFactor } from "#lib/auth/second-factor/confirm-second-factor.ts";
import { disableSecondFactor } from "#lib/auth/second-factor/disable-second-factor.ts";
import { renewRecoveryCodes } from "#lib/auth/second-factor/renew-recovery-codes.ts";
import { startSecondFactor } from "#lib/auth/second-factor/start-second-factor.ts";
import { endOtherSessions } from "#lib/auth/sessions/end-other-sessions.ts";
import { endSession } from "#lib/auth/sessions/end-session.ts";
import { reauthenticateSession } from "#lib/auth/sessions/reauthenticate-session.ts";
import { updateUser } from "#lib/conversations/staffing/update-user.ts";
import { settleBackground } from "#lib/core/background.ts";
import { clock } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read, transact } from "#lib/core/transact.ts";
import { acceptInvite } from "#lib/workspace/invites/accept-invite.ts";
import { createInvite } from "#lib/workspace/invites/create-invite.ts";
import { changePassword } from "#lib/workspace/team/change-password.ts";
import { setPassword } from "#lib/workspace/team/set-password.ts";
import { newPerson } from "#testing/person.ts";
import { newSession } from "#testing/session.ts";
import { codeOf } from "#testing/totp.ts";
import { newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { makeCtx } from "./ctx.ts";
import { signOut } from "./end-session.ts";

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await newWorkspace();
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function person(of = workspace) {
  const one = await newPerson(of);
  const own = await newSession(one.ctx);
  return { ...one, own, ctx: await one.ctxWith(own.cookie) };
}

/** The events about an account in a workspace's log, the oldest first, once all are written. */
async function toldOf(userId: number, ctx: Ctx = workspace.job) {
  await settleBackground();
  const rows = await read(ctx, (tx) =>
    tx.select().from(events).where(eq(events.subjectId, userId)).orderBy(events.id),
  );
  return rows.filter(({ type }) => type.startsWith("user.") && type !== "user.created");
}

/** Runs `work` while its caller has so many transactions open that each further one is refused. */
async function whileFlooded(ctx: Ctx, work: () => Promise<void>): Promise<void> {
  const key = randomInt(2 ** 31);
  let flood: Promise<unknown>[] = [];
  await transact(workspace.job, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${key})`);
    flood = Array.from({ length: 270 }, () =>
      transact(ctx, (db) => db.execute(sql`select pg_advisory_xact_lock_shared(${key})`)),
    );
    for (const one of flood) one.catch(() => undefined);
    await expect(transact(ctx, async () => 1)).rejects.toMatchObject({ code: "share_exceeded" });
    await work();
  });
  await Promise.allSettled(flood);
}

type Person = Awaited<ReturnType<typeof person>>;

async function withSecondFactor({ ctx, password }: Person) {
  const { secret } = await startSecondFactor(ctx, { password });
  const codes = await confirmSecondFactor(ctx, { code: codeOf(secret) });
  vi.spyOn(clock, "now").mockReturnValue(new Date(clock.now().getTime() + 60_000));
  return codes;
}

const changes: [what: string, type: string, prepare: (one: Person) => Promise<() => Promise<unknown>>][] = [
  [
    "a new password",
    "user.password_changed",
    async ({ ctx, password }) =>
      () =>
        changePassword(ctx, { current: password, password: randomUUID() }),
  ],
  [
    "the password entered once more",
    "user.reauthenticated",
    async ({ ctx, password }) =>
      () =>
        reauthenticateSession(ctx, { password }),
  ],
  [
    "a session that was ended",
    "user.signed_out",
    async ({ ctx }) => {
      const { id } = await newSession(ctx);
      return () => endSession(ctx, id);
    },
  ],
  [
    "all other sessions ended",
    "user.signed_out_everywhere",
    async ({ ctx }) =>
      () =>
        endOtherSessions(ctx),
  ],
  [
    "a sign-out",
    "user.signed_out",
    async ({ own, ip }) =>
      () =>
        signOut(own.token, { ip }),
  ],
  [
    "a second factor that was set up",
    "user.second_factor_enabled",
    async ({ ctx, password }) => {
      const { secret } = await startSecondFactor(ctx, { password });
      return () => confirmSecondFactor(ctx, { code: codeOf(secret) });
    },
  ],
  [
    "new recovery codes",
    "user.recovery_codes_renewed",
    async (one) => {
      await withSecondFactor(one);
      return () => renewRecoveryCodes(one.ctx, { password: one.password });
    },
  ],
  [
    "a second factor that was turned off",
    "user.second_factor_disabled",
    async (one) => {
      await withSecondFactor(one);
      return () => disableSecondFactor(one.ctx, { password: one.password });
    },
  ],
  [
    "a recovery code that was used",
    "user.recovery_code_used",
    async (one) => {
      const [code = ""] = await withSecondFactor(one);
      return () => one.enter(code);
    },
  ],
];

test.each(changes)(
  "%s is answered and recorded while its workspace is flooded",
  async (_what, type, prepare) => {
    const one = await person();
    const change = await prepare(one);
    await whileFlooded(one.ctx, async () => {
      await change();
      const told = await toldOf(one.id);
      expect(told.at(-1)).toMatchObject({ type, actorKind: "user", actorId: one.id, ip: one.ip });
    });
  },
);

test("a sign-out is recorded in the session's workspace, and of an ended session nowhere", async () => {
  const { id, own, ip } = await person();
  await signOut(own.token, { ip });
  await signOut(own.token, { ip });
  expect(await toldOf(id)).toMatchObject([
    { type: "user.signed_out", actorName: "Olena", after: { id, session_id: own.id } },
  ]);
});

test("events of an account are recorded in each of its workspaces, and in none that it has left", async () => {
  const [left, other] = [await newWorkspace(), await newWorkspace()];
  const { id, email, password, ctx, ip } = await person(left);
  const { token } = await createInvite(other.admin, { role: "operator" });
  await acceptInvite({}, { token, name: "Olena", email, password });
  await startSecondFactor(ctx, { password }).then(({ secret }) =>
    confirmSecondFactor(ctx, { code: codeOf(secret) }),
  );
  const types = async (of: TestWorkspace) =>
    (await toldOf(id, of.job)).map(({ type }) => type).filter((type) => /factor|password/.test(type));
  expect(await types(left)).toEqual(["user.second_factor_enabled"]);
  expect(await types(other)).toEqual(["user.second_factor_enabled"]);
  await updateUser(left.job, id, { is_active: false });
  await disableSecondFactor(makeCtx(other.workspaceId, ctx.actor, "operator", { ip }), { password });
  await setPassword({ email, password: randomUUID() });
  expect(await types(left)).toEqual(["user.second_factor_enabled"]);
  expect(await types(other)).toEqual([
    "user.second_factor_enabled",
    "user.second_factor_disabled",
    "user.password_changed",
  ]);
});
