import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";

/** Bytes of our code that the browser may load before the first interaction with the board. */
export const MAX_SCRIPT_BYTES = 220_000;
/** Milliseconds without a request after which a page counts as loaded. */
const QUIET = 1_500;

type Script = { name: string; bytes: number };

/** The scripts that a page loads before the first interaction, the largest first, in gzipped bytes. */
export async function scriptsOf(page: Page, path: string): Promise<Script[]> {
  const loading: Promise<Script>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    const name = new URL(response.url()).pathname.split("/").at(-1) ?? "";
    loading.push(response.body().then((body) => ({ name, bytes: gzipSync(body).length })));
  });
  await page.goto(path);
  await page.waitForLoadState("load");
  await page.waitForTimeout(QUIET);
  return (await Promise.all(loading)).sort((one, other) => other.bytes - one.bytes);
}

export const bytesOf = (scripts: Script[]): number => scripts.reduce((sum, { bytes }) => sum + bytes, 0);
