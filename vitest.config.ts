import { globSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

const FILES = globSync("{lib,db,app,components,scripts,testing}/**/*.test.{ts,tsx}");

/** What one file would leave behind for the next one in the same process. */
const CHANGES_SHARED_STATE =
  /vi\.(mock|doMock|stub|spyOn|useFakeTimers|hoisted|resetModules|setSystemTime)|@vitest-environment|process\.(env|on)|globalThis/;

const isolated = FILES.filter((file) => CHANGES_SHARED_STATE.test(readFileSync(file, "utf8")));

const TIMEOUTS = { testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    globalSetup: ["testing/global-setup.ts"],
    // Every process has its own pool; two at a time suit two cores and one small database.
    maxWorkers: 2,
    projects: [
      { test: { ...TIMEOUTS, name: "isolated", include: isolated } },
      // To import the modules anew for each file takes two fifths of the time of all tests.
      {
        test: {
          ...TIMEOUTS,
          name: "shared",
          include: FILES.filter((file) => !isolated.includes(file)),
          isolate: false,
        },
      },
    ],
  },
});
