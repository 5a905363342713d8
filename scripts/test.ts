import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Runs all checks of a version: types, lint and structure, tests on a real PostgreSQL, the production build, and
// browser tests. Stops at the first stage that fails.

const reports = mkdtempSync(join(tmpdir(), "leadline-test-"));
const total = { passed: 0, failed: 0 };

type Stage = { name: string; command: string[]; report?: string; env?: Record<string, string> };

const bin = (name: string) => join("node_modules", ".bin", name);
const vitestReport = join(reports, "vitest.json");
const browserReport = join(reports, "browser.json");

const STAGES: Stage[] = [
  { name: "Types", command: [bin("tsc"), "--noEmit"] },
  { name: "Lint", command: [bin("biome"), "check", "--diagnostic-level=error", "."] },
  { name: "Unused code", command: [bin("knip")] },
  { name: "Structure", command: [process.execPath, "scripts/check-structure.ts"] },
  {
    name: "Tests on PostgreSQL",
    command: [
      bin("vitest"),
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${vitestReport}`,
    ],
    report: vitestReport,
  },
  {
    name: "Browser tests on the production build",
    command: [bin("playwright"), "test", "-c", "e2e/playwright.config.ts", "--reporter=list,json"],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport },
    report: browserReport,
  },
];

type Counts = {
  numPassedTests?: number;
  numFailedTests?: number;
  stats?: { expected: number; flaky: number; unexpected: number };
};

function addCounts(report: string): void {
  try {
    const counts = JSON.parse(readFileSync(report, "utf8")) as Counts;
    total.passed += counts.numPassedTests ?? (counts.stats ? counts.stats.expected + counts.stats.flaky : 0);
    total.failed += counts.numFailedTests ?? counts.stats?.unexpected ?? 0;
  } catch {
    // A runner without a report has failed, and its exit code says so.
  }
}

let isFit = true;
for (const { name, command, report, env } of STAGES) {
  const began = Date.now();
  console.log(`\n── ${name}`);
  const [program = "", ...parameters] = command;
  const { status } = spawnSync(program, parameters, { stdio: "inherit", env: { ...process.env, ...env } });
  if (report) addCounts(report);
  console.log(
    `── ${name}: ${status === 0 ? "passed" : "FAILED"} in ${Math.round((Date.now() - began) / 1000)} s`,
  );
  if (status !== 0) {
    isFit = false;
    break;
  }
}
console.log(`\n${total.passed} passed, ${isFit ? total.failed : Math.max(1, total.failed)} failed`);
process.exit(isFit ? 0 : 1);
