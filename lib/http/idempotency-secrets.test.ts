import { createHash, randomBytes } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { idempotencyKeys } from "#db/schema/idempotency-keys.ts";
import { makeCtx } from "#lib/auth/ctx.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { isSecretField } from "#lib/core/secret-fields.ts";
import { read } from "#lib/core/transact.ts";
import { newWorkspace } from "#testing/workspace.ts";
import { contracts } from "./contract/registry.ts";
import { runOnce } from "./idempotency.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

const again = ({ workspaceId, actor, role }: Ctx): Ctx => makeCtx(workspaceId, actor, role);

const kept = (ctx: Ctx) => read(ctx, (tx) => tx.select().from(idempotencyKeys));

/** The same module in a process that starts with these secrets. */
async function startedWith(current: string, previous = ""): Promise<typeof import("./idempotency.ts")> {
  vi.stubEnv("AUTH_SECRET", current);
  vi.stubEnv("AUTH_SECRET_PREVIOUS", previous);
  vi.resetModules();
  return import("./idempotency.ts");
}

const newSecret = () => randomBytes(48).toString("base64url");

test("no hash of a request is stored that could be used to guess its password", async () => {
  const { admin } = await newWorkspace();
  const change = { email: "olha@test.example", password: "a-long-password" };
  await runOnce(again(admin), "one", change, async () => 1);
  const [row] = await kept(admin);
  const plain = (value: unknown) => createHash("sha256").update(JSON.stringify(value)).digest("hex");
  expect(row?.requestHash).toMatch(/^[0-9a-f]{64}$/);
  expect([plain(change), plain({ email: change.email })]).not.toContain(row?.requestHash);
});

test("two requests that differ only in a password are equal, and any other difference counts", async () => {
  const { admin } = await newWorkspace();
  const send = (change: unknown) => runOnce(again(admin), "one", change, async () => "made");
  await send({ person: { email: "olha@test.example", password: "a-long-password" } });
  expect(await send({ person: { email: "olha@test.example", password: "another-password" } })).toBe("made");
  await expect(
    send({ person: { email: "olga@test.example", password: "a-long-password" } }),
  ).rejects.toMatchObject({ status: 422, code: "idempotency_key_reused" });
});

test("a repetition is recognised after a rotation of AUTH_SECRET, until the old secret is gone", async () => {
  const { admin } = await newWorkspace();
  const [old, next] = [newSecret(), newSecret()];
  const send = ({ runOnce: run }: typeof import("./idempotency.ts"), name: string) =>
    run(again(admin), "one", { name }, async () => "made");
  await send(await startedWith(old), "Orbita");
  const rotated = await startedWith(next, old);
  expect(await send(rotated, "Orbita")).toBe("made");
  await expect(send(rotated, "Vega")).rejects.toMatchObject({ code: "idempotency_key_reused" });
  await expect(send(await startedWith(next), "Orbita")).rejects.toMatchObject({
    code: "idempotency_key_reused",
  });
});

/** The names of all fields of a JSON schema, at any depth. */
function fieldNames(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(fieldNames);
  if (!schema || typeof schema !== "object") return [];
  const { properties } = schema as { properties?: Record<string, unknown> };
  return [...Object.keys(properties ?? {}), ...Object.values(schema).flatMap(fieldNames)];
}

test("every field for a secret is known as one", () => {
  const names = contracts.flatMap(({ contract: { body } }) =>
    body ? fieldNames(z.toJSONSchema(body, { io: "input", unrepresentable: "any" })) : [],
  );
  const secrets = [...new Set(names)].filter((name) => /pass|secret|token|recovery/.test(name));
  expect(secrets).toContain("password");
  expect(secrets.filter((name) => !isSecretField(name))).toEqual([]);
});
