import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

function linesOf(statements: string): Record<string, unknown>[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `import { logConsole } from "#lib/core/console.ts"; logConsole(); ${statements}`,
    ],
    { encoding: "utf8", env: { ...process.env, LOG_LEVEL: "debug" } },
  );
  expect(stderr).toBe("");
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

test("a printed text is one line of the log, even with line breaks from a request", () => {
  const [line, ...others] = linesOf(
    `console.error("Failed to find Server Action", "\\u001b[31mx\\u001b[0m\\n{\\"level\\":30}", { path: "a\\nb" });`,
  );
  expect(others).toEqual([]);
  expect(line).toMatchObject({ level: 50, source: "console" });
  expect(line?.msg).toBe('Failed to find Server Action x\n{"level":30} Object');
});

test("the values of a row are removed from a printed error, and a whole request is cut", () => {
  const [error, long] = linesOf(`
    console.error("⨯", Object.assign(new Error("Key (email)=(olha@test.example) exists"), { code: "23505" }));
    console.log("x".repeat(10_000));`);
  expect(error).toMatchObject({ msg: "⨯", fault: { code: "23505" } });
  expect(JSON.stringify(error)).not.toContain("olha");
  expect(String(long?.msg)).toHaveLength(2_000);
});

test("of a printed object only its class name is kept, so that no cookie gets into the log", () => {
  const [line, mixed] = linesOf(`
    const headers = new Headers({ cookie: "session=s3cret" });
    console.log("request", headers, new Request("http://localhost/?s3cret", { headers }), { headers }, ["s3cret"]);
    console.log("ready in", 12, true, null, undefined, 5n, Symbol("s3cret"), () => "s3cret", Object.create(null));`);
  expect(line?.msg).toBe("request Headers Request Object Array");
  expect(mixed?.msg).toBe("ready in 12 true null undefined 5 Symbol Function Object");
});
