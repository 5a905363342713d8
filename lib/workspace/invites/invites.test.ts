import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { withRole } from "#db/client.ts";
import { events } from "#db/schema/events.ts";
import { invites } from "#db/schema/invites.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { generateToken, hashToken } from "#lib/auth/token.ts";
import { updateUser } from "#lib/conversations/staffing/update-user.ts";
import { read, transact } from "#lib/core/transact.ts";
import { listUsers } from "#lib/workspace/team/queries.ts";
import { newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { acceptInvite } from "./accept-invite.ts";
import { createInvite } from "./create-invite.ts";
import { findInvite, listOpenInvites } from "./queries.ts";
import { revokeInvite } from "./revoke-invite.ts";

const NOT_VALID = { status: 404, code: "invite_not_valid" };
const DAY = 24 * 3600 * 1000;

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await newWorkspace();
});

const newPerson = () => ({ name: "Olena", email: `${randomUUID()}@test.example`, password: randomUUID() });

const openIds = async ({ admin }: TestWorkspace) => (await read(admin, listOpenInvites)).map(({ id }) => id);

const peopleOf = ({ admin }: TestWorkspace) => read(admin, listUsers);

/** An expired invite. */
async function expiredInvite({ admin, workspaceId }: TestWorkspace) {
  const { token, prefix, hash } = generateToken("li_");
  const row = { workspaceId, role: "admin", prefix, tokenHash: hash, createdBy: "Test" } as const;
  await transact(admin, (tx) =>
    tx.insert(invites).values({ ...row, expiresAt: sql`now() - interval '1 second'` }),
  );
  return token;
}

describe("creating and revoking invites", () => {
  test("an invite is open for seven days, or as many as requested", async () => {
    const week = await createInvite(workspace.admin, { role: "operator", name: "Olena" });
    const day = await createInvite(workspace.admin, { role: "manager", expires_in_days: 1 });
    expect(Math.abs(week.expiresAt.getTime() - Date.now() - 7 * DAY)).toBeLessThan(60_000);
    expect(Math.abs(day.expiresAt.getTime() - Date.now() - DAY)).toBeLessThan(60_000);
    expect(await openIds(workspace)).toEqual(expect.arrayContaining([week.id, day.id]));
    await expect(createInvite(workspace.admin, { role: "admin", expires_in_days: 31 })).rejects.toMatchObject(
      { name: "ZodError" },
    );
  });

  test("only admins create and revoke them", async () => {
    const { id } = await createInvite(workspace.admin, { role: "operator" });
    for (const ctx of [workspace.manager, workspace.operator]) {
      await expect(createInvite(ctx, { role: "operator" })).rejects.toMatchObject({ status: 403 });
      await expect(revokeInvite(ctx, id)).rejects.toMatchObject({ status: 403 });
    }
    expect(await openIds(workspace)).toContain(id);
  });

  test("revoking twice has no further effect, and an accepted invite cannot be revoked", async () => {
    const unwanted = await createInvite(workspace.admin, { role: "operator" });
    const first = await revokeInvite(workspace.admin, unwanted.id);
    expect(await revokeInvite(workspace.admin, unwanted.id)).toEqual(first);
    expect(await openIds(workspace)).not.toContain(unwanted.id);
    const used = await createInvite(workspace.admin, { role: "operator" });
    await acceptInvite({}, { token: used.token, ...newPerson() });
    await expect(revokeInvite(workspace.admin, used.id)).rejects.toMatchObject({
      status: 400,
      code: "invite_accepted",
    });
  });
});

describe("following a link", () => {
  test("shows its workspace, its role and who it is meant for", async () => {
    const note = { name: "Olena", email: "olena@test.example" };
    const { token, expiresAt } = await createInvite(workspace.admin, { role: "manager", ...note });
    expect(await findInvite(token)).toMatchObject({
      workspaceName: expect.stringContaining("Test"),
      role: "manager",
      ...note,
      expiresAt,
    });
  });

  test("lets a new person join, with a role, an operator and a password that works", async () => {
    const own = await newWorkspace();
    const invite = await createInvite(own.admin, { role: "manager", email: "another@test.example" });
    const person = newPerson();
    const user = await acceptInvite({ ip: "192.0.2.7" }, { token: invite.token, ...person });
    expect(user).toMatchObject({ email: person.email, name: "Olena", role: "manager", isActive: true });
    expect(user.operatorId).not.toBeNull();
    expect(await signIn(person, {})).toMatchObject({
      userId: user.id,
      workspaceId: own.workspaceId,
    });
    expect(await openIds(own)).toEqual([]);
    const log = await read(own.admin, (tx) => tx.select().from(events).orderBy(events.id));
    const told = log.filter(({ subjectId, type }) => type.startsWith("invite.") || subjectId === user.id);
    expect(told.map(({ type, actorName, ip }) => [type, actorName, ip])).toEqual([
      ["invite.created", own.admin.actor.name, null],
      ["user.joined", "Olena", "192.0.2.7"],
      ["invite.accepted", "Olena", "192.0.2.7"],
    ]);
    expect(JSON.stringify(log)).not.toContain(invite.token);
    expect(JSON.stringify(log)).not.toContain(hashToken(invite.token));
  });

  test("an unknown, a used, a revoked and an expired invite are refused with the same words", async () => {
    const used = await createInvite(workspace.admin, { role: "operator" });
    await acceptInvite({}, { token: used.token, ...newPerson() });
    const revoked = await createInvite(workspace.admin, { role: "operator" });
    await revokeInvite(workspace.admin, revoked.id);
    const old = await expiredInvite(workspace);
    const before = await peopleOf(workspace);
    const details = new Set<string>();
    for (const token of [
      "",
      "nonsense",
      "li_\u0000",
      generateToken("li_").token,
      used.token,
      revoked.token,
      old,
    ]) {
      expect(await findInvite(token)).toBeNull();
      const refusal = await acceptInvite({}, { token, ...newPerson() }).catch((error) => error);
      expect(refusal).toMatchObject(NOT_VALID);
      details.add(refusal.message);
    }
    expect(details.size).toBe(1);
    expect(await peopleOf(workspace)).toEqual(before);
  });

  test("accepted twenty times at once, it lets one person join", async () => {
    const { token } = await createInvite(workspace.admin, { role: "operator" });
    const before = (await peopleOf(workspace)).length;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, () => acceptInvite({}, { token, ...newPerson() })),
    );
    const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(refusals).toHaveLength(19);
    for (const refusal of refusals) expect(refusal).toMatchObject(NOT_VALID);
    expect((await peopleOf(workspace)).length).toBe(before + 1);
  });

  test("revoked while it is being accepted, it is either revoked or accepted", async () => {
    // Accepting hashes a password first, so the revocation happens at one of these moments.
    for (let pause = 0; pause < 100; pause += 10) {
      const { id, token } = await createInvite(workspace.admin, { role: "operator" });
      const outcomes = await Promise.allSettled([
        acceptInvite({}, { token, ...newPerson() }),
        setTimeout(pause).then(() => revokeInvite(workspace.admin, id)),
      ]);
      const refusals = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
      expect(refusals).toHaveLength(1);
      expect(["invite_not_valid", "invite_accepted"]).toContain(refusals[0].code);
    }
  });

  test("wrong tokens from one address have to wait after some attempts", async () => {
    const ip = `192.0.2.${randomUUID()}`;
    const attempt = () => acceptInvite({ ip }, { token: "nonsense", ...newPerson() });
    for (let count = 0; count < 30; count += 1) await expect(attempt()).rejects.toMatchObject(NOT_VALID);
    await expect(attempt()).rejects.toMatchObject({ status: 429 });
  });
});

describe("a person who has an account", () => {
  /** A person of another workspace. */
  async function stranger() {
    const elsewhere = await newWorkspace();
    const { token } = await createInvite(elsewhere.admin, { role: "operator" });
    const person = newPerson();
    const user = await acceptInvite({}, { token, ...person });
    return { person, user, elsewhere };
  }

  test("joins with their own password, and keeps their name", async () => {
    const { person, user } = await stranger();
    const { token } = await createInvite(workspace.admin, { role: "manager" });
    const joined = await acceptInvite({}, { token, ...person, name: "Another name" });
    expect(joined).toMatchObject({ id: user.id, name: "Olena", role: "manager" });
  });

  test("can't be added, or given another password, by another person with the link", async () => {
    const { person, user } = await stranger();
    const { id, token } = await createInvite(workspace.admin, { role: "manager" });
    const accept = (password: string) =>
      acceptInvite({}, { token, ...person, email: person.email.toUpperCase(), password });
    await expect(accept("another-password")).rejects.toMatchObject({ status: 409, code: "account_exists" });
    expect((await peopleOf(workspace)).map((one) => one.id)).not.toContain(user.id);
    expect(await signIn(person, {})).toMatchObject({ userId: user.id });
    expect(await openIds(workspace)).toContain(id);
    for (let count = 0; count < 10; count += 1) await accept("another-password").catch(() => undefined);
    await expect(accept(person.password)).rejects.toMatchObject({ status: 429 });
  });

  test("who is already a member, even a disabled one, is refused, and the invite stays open", async () => {
    const { person, user, elsewhere } = await stranger();
    await updateUser(elsewhere.admin, user.id, { is_active: false });
    const { id, token } = await createInvite(elsewhere.admin, { role: "admin" });
    await expect(acceptInvite({}, { token, ...person })).rejects.toMatchObject({ code: "user_exists" });
    expect(await openIds(elsewhere)).toContain(id);
  });

  test("gets one account when several invites with different passwords are accepted at once", async () => {
    const person = newPerson();
    const tokens = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        const { admin } = await newWorkspace();
        return (await createInvite(admin, { role: "operator" })).token;
      }),
    );
    const outcomes = await Promise.allSettled(
      tokens.map((token) => acceptInvite({}, { token, ...person, password: randomUUID() })),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

test("the role that signs people in reads open invites only, and changes none", async () => {
  const open = await createInvite(workspace.admin, { role: "operator" });
  const ended = await createInvite(workspace.admin, { role: "operator" });
  await revokeInvite(workspace.admin, ended.id);
  const seen = await withRole("leadline_auth", (tx) => tx.select({ id: invites.id }).from(invites));
  expect(seen.map(({ id }) => id)).toContain(open.id);
  expect(seen.map(({ id }) => id)).not.toContain(ended.id);
  const change = withRole("leadline_auth", (tx) =>
    tx.update(invites).set({ role: "admin" }).where(eq(invites.id, open.id)),
  );
  await expect(change).rejects.toMatchObject({ cause: { code: "42501" } });
});
