import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { jobCtx } from "#lib/auth/ctx.ts";
import { record } from "#lib/core/record.ts";
import { newWorkspace } from "#testing/workspace.ts";
import {
  executeOnce,
  poolState,
  prepareOnce,
  readWorkspaceAtOnce,
  type Tx,
  unawaitedIn,
  withWorkspace,
} from "./client.ts";
import { TransactionAborted, TransactionOver } from "./connection.ts";

const one = (tx: Tx) =>
  prepareOnce(tx, "one", (db, name) =>
    db.select({ value: sql<number>`1` }).from(sql`(values (1)) as numbers`).prepare(name),
  ).execute();

const failing = (tx: Tx) =>
  prepareOnce(tx, "failing", (db, name) =>
    db.select({ value: sql<number>`1 / 0` }).from(sql`(values (1)) as numbers`).prepare(name),
  ).execute();

const divisionByZero = { cause: expect.objectContaining({ code: "22012" }) };

describe("a transaction", () => {
  test("fails with the error of a statement that was not awaited", async () => {
    const scope = { workspaceId: 1 };
    const late = withWorkspace(scope, async (tx) => void unawaitedIn(tx, failing(tx)));
    await expect(late).rejects.toMatchObject(divisionByZero);
    const early = withWorkspace(scope, async (tx) => {
      unawaitedIn(tx, failing(tx));
      await one(tx);
    });
    await expect(early).rejects.toMatchObject(divisionByZero);
    expect(poolState()).toMatchObject({ waiting: 0 });
  });

  test("does not commit without its event", async () => {
    const { manager } = await newWorkspace();
    const ctx = jobCtx(manager.workspaceId, "test");
    const renamed = withWorkspace(ctx, async (tx) => {
      await tx.execute(sql`update workspaces set name = 'Renamed'`);
      record(tx, ctx, "workspace.updated", { after: { id: Number.NaN } });
    });
    await expect(renamed).rejects.toMatchObject({ code: "23502" });
    const { rows } = await withWorkspace(ctx, (tx) => tx.execute(sql`select name from workspaces`));
    expect(rows).not.toEqual([{ name: "Renamed" }]);
  });

  test("throws when the error of a failed statement was caught inside", async () => {
    const swallowed = withWorkspace({ workspaceId: 1 }, (tx) => failing(tx).catch(() => []));
    await expect(swallowed).rejects.toBeInstanceOf(TransactionAborted);
  });

  test("refuses a statement after its end", async () => {
    const leaked = await withWorkspace({ workspaceId: 1 }, async (tx) => ({ tx }));
    await expect(one(leaked.tx)).rejects.toBeInstanceOf(TransactionOver);
  });
});

test("a connection keeps at most 200 prepared statements and runs further ones unprepared", async () => {
  const answers = await withWorkspace({ workspaceId: 1 }, async (tx) => {
    const found: unknown[] = [];
    for (let number = 0; number < 220; number += 1) {
      const value = sql<number>`${sql.raw(String(number))}`;
      const built = () =>
        prepareOnce(tx, `number ${number}`, (db, name) =>
          db.select({ value }).from(sql`(values (1)) as numbers`).prepare(name),
        ).execute();
      const plain = () => executeOnce(tx, sql`select ${value} as value`);
      const [row] = await (number % 2 === 0 ? plain() : built());
      found.push(row?.value);
    }
    const kept = await tx.execute<{ count: number }>(
      sql`select count(*)::int as count from pg_prepared_statements where name <> ''`,
    );
    return { found, kept: kept.rows[0]?.count };
  });
  expect(answers.found).toEqual(Array.from({ length: 220 }, (_, number) => number));
  expect(answers.kept).toBeGreaterThan(150);
  expect(answers.kept).toBeLessThanOrEqual(200);
});

describe("a batched read", () => {
  test("returns the answers of statements that were sent together", async () => {
    const both = await readWorkspaceAtOnce({ workspaceId: 1 }, (tx) => Promise.all([one(tx), one(tx)]));
    expect(both).toEqual([[{ value: 1 }], [{ value: 1 }]]);
  });

  test("refuses a statement that is sent later", async () => {
    const later = readWorkspaceAtOnce({ workspaceId: 1 }, async (tx) => {
      await one(tx);
      return one(tx);
    });
    await expect(later).rejects.toBeInstanceOf(TransactionOver);
  });

  test("fails with the failed statement's error, and cannot write", async () => {
    const wrong = readWorkspaceAtOnce({ workspaceId: 1 }, (tx) => failing(tx));
    await expect(wrong).rejects.toMatchObject(divisionByZero);
    const writing = readWorkspaceAtOnce({ workspaceId: 1 }, (tx) =>
      tx.execute(sql`update workspaces set name = 'x'`),
    );
    await expect(writing).rejects.toMatchObject({ cause: { code: "25006" } });
  });
});
