import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{lib,db,app,components,scripts,testing}/**/*.test.{ts,tsx}"],
    globalSetup: ["testing/global-setup.ts"],
    // Every file has its own pool; two at a time suit two cores and one small database.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
