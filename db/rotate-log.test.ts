import { spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { rotateLog } from "./rotate-log.ts";
import { resolveDataFolder } from "./system-user.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leadline-log-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a large log is emptied under the program that has it open, and one older part is kept", async () => {
  const path = join(folder, "web.log");
  writeFileSync(`${path}.1`, "the oldest\n");
  const log = openSync(path, "a");
  const program = spawn(
    process.execPath,
    [
      "-e",
      "console.log('before'); process.stdin.once('data', () => { console.log('after'); process.exit() })",
    ],
    { stdio: ["pipe", log, log] },
  );
  closeSync(log);
  await expect.poll(() => readFileSync(path, "utf8")).toBe("before\n");
  rotateLog(path, 1_000);
  expect(readFileSync(path, "utf8")).toBe("before\n");
  rotateLog(path, 5);
  program.stdin?.write("go");
  await new Promise((ended) => program.once("exit", ended));
  expect(readFileSync(path, "utf8")).toBe("after\n");
  expect(readFileSync(`${path}.1`, "utf8")).toBe("before\n");
});

test("a missing log is ignored", () => {
  rotateLog(join(folder, "none.log"), 0.5);
  expect(existsSync(join(folder, "none.log.1"))).toBe(false);
});

test("a link at the path of the older part is replaced, and its target is unchanged", () => {
  const [path, target] = [join(folder, "server.log"), join(folder, "target")];
  writeFileSync(target, "root's own");
  writeFileSync(path, "a long line\n");
  symlinkSync(target, `${path}.1`);
  rotateLog(path, 5);
  expect(readFileSync(target, "utf8")).toBe("root's own");
  expect(lstatSync(`${path}.1`).isFile()).toBe(true);
  expect(readFileSync(`${path}.1`, "utf8")).toBe("a long line\n");
  expect(readFileSync(path, "utf8")).toBe("");
});

test.each([
  ["symbolic", symlinkSync],
  ["hard", linkSync],
])("a log that is a %s link is neither copied nor emptied", (_, link) => {
  const [path, target] = [join(folder, "server.log"), join(folder, "target")];
  writeFileSync(target, "root's own");
  link(target, path);
  rotateLog(path, 5);
  expect(readFileSync(target, "utf8")).toBe("root's own");
  expect(existsSync(`${path}.1`)).toBe(false);
});

test("a folder at the path of the older part does not prevent emptying the log", () => {
  const path = join(folder, "server.log");
  mkdirSync(`${path}.1`);
  writeFileSync(path, "a long line\n");
  rotateLog(path, 5);
  expect(readFileSync(path, "utf8")).toBe("");
});

/** The log of the embedded server that runs the tests. Undefined when they run on another server. */
function serverLog(): string | undefined {
  const cluster = join(resolveDataFolder(resolve(".data/test")), "postgres");
  const port = new URL(process.env.DATABASE_URL ?? "").port;
  const isOurs =
    existsSync(join(cluster, "postmaster.pid")) &&
    readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[3] === port;
  return isOurs ? join(cluster, "server.log") : undefined;
}

test.skipIf(!serverLog())("the embedded server logs what failed without values and statements", async () => {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  const before = readFileSync(serverLog() ?? "", "utf8").length;
  await client.query(
    "CREATE TEMPORARY TABLE kept (secret text UNIQUE, number int CONSTRAINT positive CHECK (number > 0))",
  );
  await client.query("INSERT INTO kept VALUES ($1, 1)", ["s3cret-one"]);
  await expect(client.query("INSERT INTO kept VALUES ($1, 2)", ["s3cret-one"])).rejects.toThrow();
  await expect(client.query("INSERT INTO kept VALUES ('s3cret-two', 0)")).rejects.toThrow();
  await client.end();
  const said = () => readFileSync(serverLog() ?? "", "utf8").slice(before);
  await expect.poll(said).toContain('check constraint "positive"');
  expect(said()).not.toContain("s3cret");
});
