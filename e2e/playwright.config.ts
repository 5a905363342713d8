import { defineConfig } from "@playwright/test";
import { BROWSER_ARGUMENTS, browserPath } from "./browser.ts";
import { ADDRESS, PORT } from "./server.ts";

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  outputDir: "../test-results",
  timeout: 60_000,
  workers: 1,
  // Machines of CI are shared, so a test fails only if it fails twice in a row.
  retries: 1,
  forbidOnly: true,
  use: {
    baseURL: ADDRESS,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Kyiv",
    contextOptions: { reducedMotion: "reduce" },
    // Recording every page takes a whole processor, so only a retry is recorded.
    trace: "on-first-retry",
    launchOptions: { executablePath: await browserPath(), args: BROWSER_ARGUMENTS },
  },
  webServer: {
    command: "node scripts/start.ts",
    cwd: "..",
    url: `${ADDRESS}/ready`,
    timeout: 300_000,
    // For writing tests: start the server once by hand, and run tests against it.
    reuseExistingServer: process.env.E2E_REUSE === "1",
    stdout: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
    env: {
      PORT: String(PORT),
      LEADLINE_DATA_DIR: ".data/e2e",
      LEADLINE_DEMO: "on",
      LOG_LEVEL: "warn",
      OPENAI_API_KEY: "",
    },
  },
});
