import { chromium, type Page } from "@playwright/test";
import type { Ctx } from "#lib/core/ctx.ts";
import { rollUpCounters } from "#lib/pipeline/counters/roll-up-counters.ts";
import { createUser } from "#lib/workspace/team/create-user.ts";
import { BROWSER_ARGUMENTS, browserPath } from "../e2e/browser.ts";
import { bytesOf, MAX_SCRIPT_BYTES, scriptsOf } from "../e2e/script-weight.ts";
import { startInstallation } from "./installation.ts";
import { fillWithLeads } from "./scale-data.ts";

// The board in a browser, on the production build: what it loads, the size of the document, and whether scrolling and
// dragging stutter. Long tasks depend on the machine, so they are printed and not asserted.

const LEADS = 100_000;
const ADMIN = { name: "Bench", email: "bench@leadline.local", password: "three brown owls sing" };
const VIEWPORT = { width: 1440, height: 900 };
const MAX_CARDS = 1_500;
const LONG_TASK = 50;
const FIRST_CONTENT = 1_500;
/** Milliseconds without a request after which the page counts as idle. */
const SETTLED = 2_000;
const WHEELS = 80;
const LOADS = 5;

async function furnish(ctx: Ctx): Promise<void> {
  await createUser(ctx, { ...ADMIN, role: "admin" }, { mustChangePassword: false });
  await fillWithLeads(ctx, LEADS);
  await rollUpCounters(ctx.workspaceId);
}

async function signIn(page: Page): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("Email").fill(ADMIN.email);
  await page.getByLabel("Password", { exact: true }).fill(ADMIN.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("**/leads");
}

const cardNodes = (page: Page) => page.locator("[data-board-lane]").count();
const nextFrame = (page: Page) => page.evaluate(() => new Promise(requestAnimationFrame));

/** Milliseconds until the first content is painted. */
async function firstContent(page: Page): Promise<number> {
  const painted = await page.waitForFunction(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
  );
  return Number(await painted.jsonValue());
}

/** The durations of the page's long tasks, in milliseconds. */
async function longTasksOf(page: Page, work: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const seen: number[] = [];
    new PerformanceObserver((list) => {
      seen.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: "longtask" });
    Object.assign(window, { longTasks: seen });
  });
  await work();
  await page.waitForTimeout(500);
  return page.evaluate(() => ("longTasks" in window ? (window.longTasks as number[]) : []));
}

async function scroll(page: Page): Promise<void> {
  const lane = await page.getByRole("region", { name: "New", exact: true }).boundingBox();
  await page.mouse.move((lane?.x ?? 0) + 100, (lane?.y ?? 0) + 300);
  for (let wheel = 0; wheel < WHEELS; wheel += 1) {
    await page.mouse.wheel(0, 240);
    await nextFrame(page);
  }
}

async function drag(page: Page): Promise<void> {
  const card = await page.locator('[data-board-lane="new"]').nth(8).boundingBox();
  const at = { x: (card?.x ?? 0) + 60, y: (card?.y ?? 0) + 30 };
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  for (let step = 0; step < 2 * VIEWPORT.height; step += 12) {
    const across = Math.min(step, 900) * 0.9;
    await page.mouse.move(at.x + across, at.y + 120 * Math.sin(step / 90));
    await nextFrame(page);
  }
  await page.keyboard.press("Escape");
  await page.mouse.up();
}

const installation = await startInstallation(0, furnish);
const browser = await chromium.launch({ executablePath: await browserPath(), args: BROWSER_ARGUMENTS });
try {
  const context = await browser.newContext({ baseURL: installation.address, viewport: VIEWPORT });
  await signIn(await context.newPage());
  const page = await context.newPage();
  const scripts = await scriptsOf(page, "/leads");
  const contents: number[] = [];
  for (let load = 0; load < LOADS; load += 1) {
    await page.reload({ waitUntil: "load" });
    contents.push(await firstContent(page));
  }
  await page.waitForTimeout(SETTLED);
  const first = await cardNodes(page);
  const scrolling = await longTasksOf(page, () => scroll(page));
  const scrolled = await cardNodes(page);
  const dragging = await longTasksOf(page, () => drag(page));
  const median = contents.sort((one, other) => one - other)[Math.floor(LOADS / 2)] ?? Number.NaN;
  const longest = (tasks: number[]) => `${tasks.length} (${Math.round(Math.max(0, ...tasks))} ms at most)`;
  console.table({
    [`cards in the document, of ${LEADS}`]: { figure: first, asked: `< ${MAX_CARDS}` },
    "the same after scrolling": { figure: scrolled, asked: `< ${MAX_CARDS}` },
    "tasks over 50 ms while scrolling": { figure: longest(scrolling), asked: `none over ${LONG_TASK}` },
    "tasks over 50 ms while dragging": { figure: longest(dragging), asked: `none over ${LONG_TASK}` },
    "first content, ms, median": { figure: Math.round(median), asked: `< ${FIRST_CONTENT}` },
    "scripts, bytes after gzip": { figure: bytesOf(scripts), asked: `<= ${MAX_SCRIPT_BYTES}` },
  });
  console.table(scripts);
} finally {
  await browser.close();
  await installation.stop();
}
