import { existsSync } from "node:fs";
import { chromium as playwrightChromium } from "@playwright/test";
import sparticuz from "@sparticuz/chromium";

const SYSTEM_BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** An installed Chromium: Playwright's own, else the system's, else the one from npm. */
export async function browserPath(): Promise<string> {
  const own = playwrightChromium.executablePath();
  const found = [own, ...SYSTEM_BROWSERS].find((path) => existsSync(path));
  return found ?? sparticuz.executablePath();
}

/** The flags that Chromium needs in a container. The npm package's own list fails with two contexts. */
export const BROWSER_ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"];
