import { randomBytes, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { withRole } from "#db/client.ts";
import { secondFactors } from "#db/schema/second-factors.ts";
import { users } from "#db/schema/users.ts";
import { createUser } from "#lib/workspace/team/create-user.ts";
import { newWorkspace, type TestWorkspace } from "#testing/workspace.ts";

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await newWorkspace();
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** The module's code in a process that starts with these secrets. */
async function startedWith(current: string, previous = "") {
  vi.stubEnv("AUTH_SECRET", current);
  vi.stubEnv("AUTH_SECRET_PREVIOUS", previous);
  vi.resetModules();
  const { openTotpSecret, sealTotpSecret } = await import("#lib/auth/second-factor.ts");
  const { resealSecondFactorsTask } = await import("./tasks.ts");
  return { openTotpSecret, sealTotpSecret, resealSecondFactorsTask };
}

const newSecret = () => randomBytes(48).toString("base64url");

async function newPerson(): Promise<number> {
  const email = `${randomUUID()}@test.example`;
  const { id } = await createUser(workspace.job, {
    email,
    name: "Olena",
    role: "manager",
    password: randomUUID(),
  });
  return id;
}

const keep = (userId: number, sealedSecret: string) =>
  withRole("leadline_auth", (tx) =>
    tx.insert(secondFactors).values({ userId, sealedSecret, confirmedAt: new Date() }),
  );

async function sealedOf(userId: number): Promise<string> {
  const [row] = await withRole("leadline_auth", (tx) =>
    tx.select().from(secondFactors).where(eq(secondFactors.userId, userId)),
  );
  return row?.sealedSecret ?? "";
}

async function emailOf(userId: number): Promise<string | undefined> {
  const [row] = await withRole("leadline_auth", (tx) => tx.select().from(users).where(eq(users.id, userId)));
  return row?.email;
}

test("a second factor outlives the secret that it was sealed with, once the task has run", async () => {
  const [old, next] = [newSecret(), newSecret()];
  const [olena, taras] = [await newPerson(), await newPerson()];
  const before = await startedWith(old);
  await keep(olena, before.sealTotpSecret(olena, "JBSWY3DP"));
  const rotating = await startedWith(next, old);
  await keep(taras, rotating.sealTotpSecret(taras, "KRUGS4ZA"));
  const fresh = await sealedOf(taras);
  expect((await rotating.resealSecondFactorsTask()).resealed).toBeGreaterThan(0);
  const rotated = await startedWith(next);
  expect(rotated.openTotpSecret(olena, await sealedOf(olena))).toBe("JBSWY3DP");
  expect(await sealedOf(taras)).toBe(fresh);
});

test("a second factor that no secret opens is left unchanged and does not keep others from being re-sealed", async () => {
  const [lost, old, next] = [newSecret(), newSecret(), newSecret()];
  const [olena, taras] = [await newPerson(), await newPerson()];
  await keep(olena, (await startedWith(lost)).sealTotpSecret(olena, "JBSWY3DP"));
  await keep(taras, (await startedWith(old)).sealTotpSecret(taras, "KRUGS4ZA"));
  const lostText = await sealedOf(olena);
  const { unreadable } = await (await startedWith(next, old)).resealSecondFactorsTask();
  expect(unreadable).toContain(await emailOf(olena));
  expect(unreadable).not.toContain(await emailOf(taras));
  expect(await sealedOf(olena)).toBe(lostText);
  expect((await startedWith(next)).openTotpSecret(taras, await sealedOf(taras))).toBe("KRUGS4ZA");
});
