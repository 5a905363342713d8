import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { withRole } from "#db/client.ts";
import { users } from "#db/schema/users.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { workspacesOf } from "#lib/auth/workspaces-of.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { read } from "#lib/core/transact.ts";
import { createApiKey } from "#lib/workspace/api-keys/create-api-key.ts";
import { acceptInvite } from "#lib/workspace/invites/accept-invite.ts";
import { createInvite } from "#lib/workspace/invites/create-invite.ts";
import { createWorkspace } from "#lib/workspace/settings/create-workspace.ts";
import { listUsers } from "#lib/workspace/team/queries.ts";
import { call } from "#testing/api.ts";
import { newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { peopleCommands } from "../../../scripts/commands/people.ts";
import { POST as postUser } from "./users/route.ts";

let [victim, attacker]: [TestWorkspace?, TestWorkspace?] = [];
let bearers: [victim: string, attacker: string];

const own = () => victim as TestWorkspace;
const other = () => attacker as TestWorkspace;

beforeAll(async () => {
  [victim, attacker] = await Promise.all([newWorkspace(), newWorkspace()]);
  const keys = await Promise.all(
    [own(), other()].map(({ job }) => createApiKey(job, { name: "admin", scope: "admin" })),
  );
  bearers = keys.map(({ key }) => `Bearer ${key}`) as typeof bearers;
});

const newPerson = (name = "Chief Executive") => ({ name, email: `${randomUUID()}@test.example` });

const add = (bearer: string, body: Record<string, unknown>) =>
  call(postUser, "POST", { bearer, body: { role: "admin", password: randomUUID(), ...body } });

const emailsOf = async (ctx: Ctx) => (await read(ctx, listUsers)).map(({ email }) => email);

describe("an e-mail that has an account in another workspace", () => {
  test("is refused with 409, shows nothing of the person, and its password opens nothing here", async () => {
    const [ceo, password] = [newPerson(), randomUUID()];
    expect((await add(bearers[1], { ...ceo, password })).status).toBe(201);

    const refused = await add(bearers[0], { ...ceo, name: "Ceo" });
    expect(refused).toMatchObject({ status: 409, body: { code: "account_exists" } });
    expect(JSON.stringify(refused.body)).not.toContain(ceo.name);
    expect(refused.body).not.toHaveProperty("user_id");

    const { userId } = await signIn({ email: ceo.email, password }, {});
    expect((await workspacesOf(userId)).map(({ id }) => id)).toEqual([other().workspaceId]);
    expect(await emailsOf(own().admin)).not.toContain(ceo.email);
  });

  test("is refused in any spelling", async () => {
    const ceo = newPerson();
    await add(bearers[1], ceo);
    const refused = await add(bearers[0], { ...ceo, email: ` ${ceo.email.toUpperCase()}` });
    expect(refused.body).toMatchObject({ code: "account_exists" });
  });

  test("in this workspace too returns user_exists with the person, whom admins see anyway", async () => {
    const ceo = newPerson();
    const { body } = await add(bearers[0], ceo);
    expect(await add(bearers[0], ceo)).toMatchObject({
      status: 409,
      body: { code: "user_exists", user_id: body.id },
    });
  });

  test("added by four workspaces at once becomes one account in one workspace", async () => {
    const ceo = newPerson();
    const jobs = await Promise.all([1, 2, 3, 4].map((place) => createWorkspace(`Race ${place}`)));
    const keys = await Promise.all(jobs.map((job) => createApiKey(job, { name: "admin", scope: "admin" })));
    const answers = await Promise.all(keys.map(({ key }) => add(`Bearer ${key}`, ceo)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    for (const { status, body } of answers) if (status === 409) expect(body.code).toBe("account_exists");
    const lists = await Promise.all(jobs.map(emailsOf));
    expect(lists.filter((emails) => emails.includes(ceo.email))).toHaveLength(1);
  });
});

describe("an invite of another workspace", () => {
  test("is not accepted with a password that an admin chose, only with the person's own", async () => {
    const [ceo, initial] = [newPerson(), randomUUID()];
    await add(bearers[1], { ...ceo, password: initial });
    const { token } = await createInvite(own().admin, { role: "admin", email: ceo.email });
    await expect(acceptInvite({}, { token, ...ceo, password: initial })).rejects.toMatchObject({
      status: 409,
      code: "initial_password",
    });
    expect(await emailsOf(own().admin)).not.toContain(ceo.email);
  });
});

test("the command line refuses an e-mail of an account in another workspace, and prints nothing about it", async () => {
  const [ceo, printed] = [newPerson(), [] as string[]];
  await add(bearers[1], ceo);
  const log = vi.spyOn(console, "log").mockImplementation((line) => void printed.push(String(line)));
  const create = (workspace: TestWorkspace, email: string) =>
    peopleCommands["user create"]?.run({
      workspace: String(workspace.workspaceId),
      email,
      name: "Another",
      role: "admin",
    });
  await expect(create(own(), ceo.email)).rejects.toMatchObject({ code: "account_exists" });
  expect(printed).toEqual([]);
  await create(own(), newPerson().email);
  log.mockRestore();
  expect(printed.join("\n")).toContain("They choose their own at the next sign-in.");
});

describe("a common password is refused", () => {
  const COMMON = { status: 422, problems: [{ code: "common_password", pointer: "/password" }] };
  const password = "Password1234";

  test("by POST /users", async () => {
    const answer = await add(bearers[0], { ...newPerson(), password });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ code: "common_password" }] } });
  });

  test("for a new account by an invite, which stays open; not when the password only proves an existing account", async () => {
    const { token } = await createInvite(own().admin, { role: "operator" });
    const person = newPerson();
    await expect(acceptInvite({}, { token, ...person, password })).rejects.toMatchObject(COMMON);
    const { id } = await acceptInvite({}, { token, ...person, password: randomUUID() });
    const passwordHash = await hashPassword(password);
    await withRole("leadline_auth", (tx) => tx.update(users).set({ passwordHash }).where(eq(users.id, id)));
    const another = await createInvite(other().admin, { role: "operator" });
    expect(await acceptInvite({}, { token: another.token, ...person, password })).toMatchObject({ id });
    expect(await signIn({ email: person.email, password }, {})).toMatchObject({ userId: id });
  });

  test("by the command line", async () => {
    const person = newPerson();
    const options = { workspace: String(own().workspaceId), role: "operator", ...person, password };
    await expect(peopleCommands["user create"]?.run(options)).rejects.toMatchObject(COMMON);
    await expect(
      peopleCommands["user password"]?.run({ email: person.email, password }),
    ).rejects.toMatchObject(COMMON);
  });
});
