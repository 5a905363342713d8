import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { authSecret } from "#lib/auth/secret.ts";
import { env, resetEnvironment } from "#lib/core/env.ts";
import { deletePreviousSecret, ensureAuthSecret, rotateAuthSecret, SecretNotRotated } from "./auth-secret.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leadline-secret-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  resetEnvironment();
  rmSync(folder, { recursive: true });
});

test("what was asked of the environment before does not hide the secret that is made", () => {
  vi.stubEnv("AUTH_SECRET", undefined);
  resetEnvironment();
  expect(env().AUTH_SECRET).toBeUndefined();
  ensureAuthSecret(folder);
  expect(authSecret()).toBe(process.env.AUTH_SECRET);
});

/** The two secrets as a start with these variables sees them. */
function secretsAtStart(variables: Record<string, string> = {}) {
  for (const name of ["AUTH_SECRET", "AUTH_SECRET_PREVIOUS"]) vi.stubEnv(name, variables[name]);
  ensureAuthSecret(folder);
  return [process.env.AUTH_SECRET, process.env.AUTH_SECRET_PREVIOUS];
}

test("a secret is made once, for its owner alone, and a rotation goes on reading the one before", () => {
  const [first, none] = secretsAtStart();
  expect([first?.length, none]).toEqual([64, undefined]);
  expect(secretsAtStart()).toEqual([first, undefined]);
  rotateAuthSecret(folder);
  const [second, previous] = secretsAtStart();
  expect(second).toHaveLength(64);
  expect(second).not.toBe(first);
  expect(previous).toBe(first);
  expect(readdirSync(folder).sort()).toEqual(["auth-secret", "auth-secret-previous"]);
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  deletePreviousSecret(folder);
  expect(secretsAtStart()).toEqual([second, undefined]);
});

test("a rotation takes away no secret that is still read, and needs one to begin with", () => {
  expect(() => rotateAuthSecret(folder)).toThrow(SecretNotRotated);
  expect(() => deletePreviousSecret(folder)).toThrow(SecretNotRotated);
  const [first] = secretsAtStart();
  rotateAuthSecret(folder);
  expect(() => rotateAuthSecret(folder)).toThrow(/Forget it first/);
  expect(secretsAtStart()[1]).toBe(first);
});

test("secrets of the environment win, and the kept ones are no part of them", () => {
  secretsAtStart();
  rotateAuthSecret(folder);
  expect(secretsAtStart({ AUTH_SECRET: "of-the-environment" })).toEqual(["of-the-environment", undefined]);
});
