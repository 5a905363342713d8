import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { resealSecondFactorsTask } from "#lib/auth/second-factor/tasks.ts";
import { authSecrets } from "#lib/auth/secret.ts";
import { MAX_SESSION_MAX_DAYS } from "#lib/auth/session-limits.ts";
import { resetEnvironment } from "#lib/core/env.ts";
import { ensureAuthSecret } from "../auth-secret.ts";
import { installationCommands } from "./installation.ts";

vi.mock("#lib/auth/second-factor/tasks.ts");

let folder: string;
const printed: string[] = [];
const previousSecret = () => join(folder, "auth-secret-previous");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leadline-rotation-"));
  vi.stubEnv("LEADLINE_DATA_DIR", folder);
  printed.length = 0;
  vi.spyOn(console, "log").mockImplementation((line: string) => {
    printed.push(line);
  });
  vi.mocked(resealSecondFactorsTask).mockReset();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  resetEnvironment();
  rmSync(folder, { recursive: true });
});

/** The command as a new process with these secrets runs it. */
async function rotateSecret(options: Record<string, string> = {}, variables: Record<string, string> = {}) {
  for (const name of ["AUTH_SECRET", "AUTH_SECRET_PREVIOUS"]) vi.stubEnv(name, variables[name]);
  resetEnvironment();
  await installationCommands["rotate-secret"]?.run(options);
}

async function rotated(): Promise<void> {
  vi.stubEnv("AUTH_SECRET", undefined);
  ensureAuthSecret(folder);
  await rotateSecret();
  expect(existsSync(previousSecret())).toBe(true);
}

test("a rotation says after how many days no session uses the previous secret", async () => {
  await rotated();
  expect(printed.join("\n")).toContain(`${MAX_SESSION_MAX_DAYS} days`);
  expect(printed.join("\n")).not.toContain("30 days");
});

test("the previous secret is deleted once all second factors are sealed under the current one", async () => {
  await rotated();
  vi.mocked(resealSecondFactorsTask).mockImplementation(async () => {
    expect(authSecrets()).toHaveLength(2);
    expect(existsSync(previousSecret())).toBe(true);
    return { resealed: 2, unreadable: [] };
  });
  await rotateSecret({ "forget-previous": "true" });
  expect(resealSecondFactorsTask).toHaveBeenCalledOnce();
  expect(existsSync(previousSecret())).toBe(false);
});

test("the previous secret is kept while a second factor opens with neither, and its person is named", async () => {
  await rotated();
  vi.mocked(resealSecondFactorsTask).mockResolvedValue({ resealed: 0, unreadable: ["olena@test.example"] });
  await expect(rotateSecret({ "forget-previous": "true" })).rejects.toThrow("olena@test.example");
  expect(existsSync(previousSecret())).toBe(true);
});

test("secrets of the environment are checked too before the previous one may be removed", async () => {
  const variables = { AUTH_SECRET: "a".repeat(64), AUTH_SECRET_PREVIOUS: "b".repeat(64) };
  vi.mocked(resealSecondFactorsTask).mockResolvedValue({ resealed: 1, unreadable: [] });
  await rotateSecret({ "forget-previous": "true" }, variables);
  expect(resealSecondFactorsTask).toHaveBeenCalledOnce();
  expect(printed.join("\n")).toContain("AUTH_SECRET_PREVIOUS");
  await expect(rotateSecret({}, variables)).rejects.toThrow("AUTH_SECRET");
});
