import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import * as argon2 from "@node-rs/argon2";
import { inArray, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { poolState, withRole } from "#db/client.ts";
import { signInAttempts } from "#db/schema/sign-in-attempts.ts";
import { changePassword } from "#lib/workspace/team/change-password.ts";
import { createUser } from "#lib/workspace/team/create-user.ts";
import { newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import { makeCtx } from "./ctx.ts";
import { signIn } from "./sign-in.ts";
import {
  clearAttempts,
  countersOf,
  deleteOldAttempts,
  reserveAttempt,
  type SignInAttempt,
} from "./throttle.ts";

// The real argon2, with its calls counted.
vi.mock("@node-rs/argon2", { spy: true });

const WRONG = { status: 401 };
const REFUSED = { status: 429, code: "too_many_requests" };

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await newWorkspace();
});

const keysOf = (guesser: SignInAttempt) => {
  const { pair, shared } = countersOf(guesser);
  return [pair, ...shared].flatMap((counter) => (counter ? [counter.key] : []));
};

const newNetwork = () => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;

async function person() {
  const email = `${randomUUID()}@test.example`;
  const password: string = randomUUID();
  const user = await createUser(workspace.job, { email, password, name: "Olena", role: "manager" });
  const actor = { kind: "user", id: user.id, name: "Olena", operatorId: null, departmentId: null } as const;
  const ip = newNetwork();
  return {
    email,
    password,
    ip,
    ctx: makeCtx(workspace.workspaceId, actor, "manager", { ip }),
    guess: (from: string | null = ip) => signIn({ email, password: "wrong" }, { ip: from }),
    enter: (from: string | null = ip) => signIn({ email, password }, { ip: from }),
  };
}

/** Seconds until `guesser` may try again, or 0 when an attempt is allowed, which counts as one. */
async function waitOf(guesser: SignInAttempt): Promise<number> {
  return reserveAttempt(guesser).then(
    () => 0,
    (error) => error.retryAfterSeconds,
  );
}

/** Moves the counters of one guesser into the past. Other tests do not share their rows. */
const letPass = (guesser: SignInAttempt, seconds: number) =>
  withRole("leadline_auth", (tx) =>
    tx.execute(sql`update sign_in_attempts set counted_at = counted_at - make_interval(secs => ${seconds}),
      open_at = open_at - make_interval(secs => ${seconds}),
      known_until = known_until - make_interval(secs => ${seconds}) where ${inArray(signInAttempts.key, keysOf(guesser))}`),
  );

/** Wrong attempts for one account from this many networks, as fast as they are allowed. */
async function attackFrom(networks: number, email: string): Promise<void> {
  for (let count = 0; count < networks; count += 1) {
    const ip = newNetwork();
    for (let tries = 0; tries < 5; tries += 1) await waitOf({ email, ip });
  }
}

describe("waiting", () => {
  const newEmail = () => `${randomUUID()}@test.example`;

  test("doubles with each further attempt up to a quarter of an hour, and decreases with time", async () => {
    const guesser = { email: newEmail(), ip: newNetwork() };
    const waits: number[] = [];
    for (let count = 0; count < 18; count += 1) {
      const wait = await waitOf(guesser);
      waits.push(wait);
      if (wait === 0) continue;
      await letPass(guesser, wait);
      expect(await waitOf(guesser)).toBe(0);
    }
    expect(waits.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    const growing = waits.slice(5);
    expect(growing.slice(0, 5)).toEqual([1, 2, 4, 8, 16]);
    expect(Math.max(...growing)).toBeLessThanOrEqual(900);
    await letPass(guesser, 24 * 3600);
    expect(await waitOf(guesser)).toBe(0);
    expect(await waitOf(guesser)).toBe(0);
  });

  test("is counted per IPv4 address and per /64 of IPv6", async () => {
    const email = newEmail();
    const tail = () => randomInt(65_536).toString(16);
    const block = `2001:db8:${tail()}:${tail()}`;
    for (let count = 0; count < 5; count += 1) await waitOf({ email, ip: `${block}::${tail()}` });
    expect(await waitOf({ email, ip: `${block}:1:2:3:4` })).toBeGreaterThan(0);
    expect(await waitOf({ email, ip: `2001:db8:ffff:${tail()}::1` })).toBe(0);
  });

  test("an account attacked from many networks waits for unknown networks, never for its own", async () => {
    const { email, enter, ip } = await person();
    await enter();
    await attackFrom(10, email);
    expect(await waitOf({ email, ip: newNetwork() })).toBeGreaterThan(0);
    expect(await waitOf({ email, ip })).toBe(0);
    expect(await enter()).toMatchObject({ workspaceId: workspace.workspaceId });
  });

  test("one network alone never makes the others wait, however long it goes on", async () => {
    const email = newEmail();
    const stranger = { email, ip: newNetwork() };
    for (let count = 0; count < 40; count += 1) await letPass(stranger, await waitOf(stranger));
    expect(await waitOf({ email, ip: newNetwork() })).toBe(0);
  });

  test("a success for another account does not reset a network's failures", async () => {
    const { enter, ip } = await person();
    await enter(newNetwork());
    for (let count = 0; count < 29; count += 1) await waitOf({ email: newEmail(), ip });
    await enter();
    expect(await waitOf({ email: newEmail(), ip })).toBe(0);
    expect(await waitOf({ email: newEmail(), ip })).toBeGreaterThan(0);
  });

  test("the right password resets the account's failures from this network", async () => {
    const { enter, guess } = await person();
    for (let round = 0; round < 3; round += 1) {
      for (let count = 0; count < 4; count += 1) await expect(guess()).rejects.toMatchObject(WRONG);
      await enter();
    }
  });

  test("300 attempts at once leave database connections to other requests", async () => {
    const guesser = { email: newEmail(), ip: newNetwork() };
    const flood = Promise.allSettled(Array.from({ length: 300 }, () => reserveAttempt(guesser)));
    const waiting: number[] = [];
    for (let count = 0; count < 10; count += 1) {
      await pause(5);
      waiting.push(poolState().waiting);
    }
    await flood;
    expect(Math.max(...waiting)).toBe(0);
  });

  test("simultaneous attempts of many accounts and networks do not block each other", async () => {
    const emails = Array.from({ length: 4 }, newEmail);
    const networks = Array.from({ length: 4 }, newNetwork);
    const all = emails.flatMap((email) => networks.flatMap((ip) => [0, 1, 2].map(() => ({ email, ip }))));
    const work = all.flatMap((guesser) => [reserveAttempt(guesser), clearAttempts(guesser)]);
    const outcomes = await Promise.allSettled(work);
    const failures = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason.status] : []));
    expect(failures.filter((status) => status !== 429)).toEqual([]);
  });

  test("expired counters are deleted, and known networks are kept", async () => {
    const { email, ip, enter } = await person();
    const stranger = { email: newEmail(), ip: newNetwork() };
    await waitOf(stranger);
    await enter();
    for (const guesser of [stranger, { email, ip }]) await letPass(guesser, 3 * 24 * 3600);
    await deleteOldAttempts();
    const kept = await withRole("leadline_auth", (tx) =>
      tx.select({ key: signInAttempts.key }).from(signInAttempts),
    );
    const isKept = (key: string) => kept.some((row) => row.key === key);
    expect(keysOf(stranger).filter(isKept)).toEqual([]);
    expect(keysOf({ email, ip }).filter(isKept)).toHaveLength(1);
  });
});

describe("guessing a password", () => {
  test("of 300 guesses at once a few are evaluated and the rest are refused before hashing", async () => {
    const { guess } = await person();
    vi.mocked(argon2.verify).mockClear();
    const began = performance.now();
    const outcomes = await Promise.allSettled(Array.from({ length: 300 }, () => guess()));
    const refusals = outcomes.map((one) => (one.status === "rejected" ? one.reason : undefined));
    const evaluated = refusals.filter(({ status }) => status === 401).length;
    // On a slow machine some come after a wait of 1 s, then of 2 s.
    const seconds = (performance.now() - began) / 1000;
    expect(evaluated).toBeGreaterThanOrEqual(5);
    expect(evaluated).toBeLessThanOrEqual(5 + Math.floor(Math.log2(1 + seconds)));
    expect(vi.mocked(argon2.verify)).toHaveBeenCalledTimes(evaluated);
    const refused = refusals.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(300 - evaluated);
    for (const { retryAfterSeconds } of refused) expect(retryAfterSeconds).toBeGreaterThan(0);
  });

  test("is counted for the account, however the e-mail is written", async () => {
    const { email, password, ip, guess } = await person();
    for (let count = 0; count < 5; count += 1) await expect(guess()).rejects.toMatchObject(WRONG);
    for (const written of [email.toUpperCase(), ` ${email} `]) {
      await expect(signIn({ email: written, password }, { ip })).rejects.toMatchObject(REFUSED);
    }
  });

  test("ten wrong attempts from one network do not make the person wait in another", async () => {
    const { guess, enter } = await person();
    const stranger = newNetwork();
    for (let count = 0; count < 10; count += 1) await guess(stranger).catch(() => undefined);
    await expect(guess(stranger)).rejects.toMatchObject(REFUSED);
    expect(await enter()).toMatchObject({ workspaceId: workspace.workspaceId });
  });
});

test("an e-mail with lookalike letters of an account's e-mail signs no one in", async () => {
  const email = `admin-${randomUUID()}@leadline.local`;
  const password: string = randomUUID();
  await createUser(workspace.job, { email, password, name: "Admin", role: "manager" });
  expect(await signIn({ email: email.toUpperCase(), password }, { ip: newNetwork() })).toBeTruthy();
  for (const written of [email.replaceAll("i", "İ"), email.replaceAll("l", "ⓛ"), email.replace("a", "ａ")]) {
    await expect(signIn({ email: written, password }, { ip: newNetwork() })).rejects.toMatchObject(WRONG);
  }
});

test("the current password cannot be guessed without limit in the form for a new one", async () => {
  const { ctx, password } = await person();
  const attempt = (current: string) => changePassword(ctx, { current, password: "a-new-password-of-mine" });
  for (let count = 0; count < 5; count += 1) {
    await expect(attempt("wrong")).rejects.toMatchObject({ status: 422 });
  }
  await expect(attempt(password)).rejects.toMatchObject(REFUSED);
});
