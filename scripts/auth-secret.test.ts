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

test("reading the environment earlier does not hide the secret that is created", () => {
  vi.stubEnv("AUTH_SECRET", undefined);
  resetEnvironment();
  expect(env().AUTH_SECRET).toBeUndefined();
  ensureAuthSecret(folder);
  expect(authSecret()).toBe(process.env.AUTH_SECRET);
});

/** Both secrets as a start with these variables reads them. */
function secretsAtStart(variables: Record<string, string> = {}) {
  for (const name of ["AUTH_SECRET", "AUTH_SECRET_PREVIOUS"]) vi.stubEnv(name, variables[name]);
  ensureAuthSecret(folder);
  return [process.env.AUTH_SECRET, process.env.AUTH_SECRET_PREVIOUS];
}

test("a secret is created once, readable by its owner only, and a rotation still reads the previous one", () => {
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

test("a rotation deletes no secret that is still read, and needs an existing one", () => {
  expect(() => rotateAuthSecret(folder)).toThrow(SecretNotRotated);
  expect(() => deletePreviousSecret(folder)).toThrow(SecretNotRotated);
  const [first] = secretsAtStart();
  rotateAuthSecret(folder);
  expect(() => rotateAuthSecret(folder)).toThrow(/Forget it first/);
  expect(secretsAtStart()[1]).toBe(first);
});

test("secrets of the environment take precedence, and the stored ones are not used", () => {
  secretsAtStart();
  rotateAuthSecret(folder);
  expect(secretsAtStart({ AUTH_SECRET: "of-the-environment" })).toEqual(["of-the-environment", undefined]);
});
