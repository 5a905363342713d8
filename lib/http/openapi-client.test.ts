import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

// External systems generate their client from the document, so types are generated here and a program is compiled
// against them.

const run = (file: string, ...args: string[]) =>
  spawnSync(process.execPath, [file, ...args], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });

const PROGRAM = `
import type { components, paths } from "./leadline.js";

type Lead = components["schemas"]["Lead"];
type Problem = components["schemas"]["Problem"];
type Answer<Value> = Promise<Value | Problem>;

declare function call<Value>(method: string, path: keyof paths, body?: unknown): Answer<Value>;

const isProblem = (answer: object): answer is Problem => "code" in answer && "request_id" in answer;

export async function moveNewLeads(): Promise<string[]> {
  const leads = await call<Lead[]>("GET", "/leads");
  if (isProblem(leads)) return [leads.code, ...(leads.errors ?? []).map(({ code, pointer }) => pointer ?? code)];
  const input: components["schemas"]["CreateLeadInput"] = { source: "partner", name: "Olena" };
  const created = await call<components["schemas"]["CreatedLead"]>("POST", "/leads", input);
  if (isProblem(created)) return [created.detail];
  const step: components["schemas"]["MoveLeadInput"] = { stage: "contacted", version: created.version };
  const moved = await call<Lead>("PATCH", "/leads/{id}/stage", step);
  const names: (string | null)[] = leads.map(({ name }) => name);
  const stage: "new" | "contacted" | "qualified" | "transferred" | "lost" = isProblem(moved) ? "new" : moved.stage;
  return [stage, ...names.filter((name) => name !== null), ...created.possible_duplicates.map(({ matched_by }) => matched_by)];
}

type Listed = paths["/leads"]["get"]["responses"][200]["content"]["application/json"];
type Refused = paths["/leads/{id}/stage"]["patch"]["responses"][400]["content"]["application/problem+json"];
export const first = (listed: Listed): Lead | undefined => listed[0];
export const reason = (refused: Refused): string => refused.code;
`;

const CONFIG = { strict: true, noEmit: true, module: "nodenext", target: "es2024", types: [] };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "leadline-client-"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: CONFIG }));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The compiler's errors in the program. */
function compile(program: string): string {
  writeFileSync(join(folder, "program.ts"), program);
  return run("node_modules/typescript/bin/tsc", "--project", folder).stdout;
}

test("a generated TypeScript client has types for leads and problems", { timeout: 120_000 }, () => {
  const generated = run("scripts/api-types.ts");
  expect(generated.stderr).toBe("");
  writeFileSync(join(folder, "leadline.d.ts"), generated.stdout);
  expect(compile(PROGRAM)).toBe("");
  expect(compile(PROGRAM.replace('stage: "contacted"', 'stage: "paid"'))).toContain("TS2322");
});
