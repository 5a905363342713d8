import type { Page } from "@playwright/test";
import { closePool } from "#db/client.ts";
import { createDemoLink } from "#lib/auth/demo-link.ts";
import type { Words } from "#lib/i18n/translate.ts";

/** Lifts the first card and holds it over the second lane. */
export async function lift(page: Page): Promise<void> {
  const card = await page.locator('[data-board-lane="new"]').first().boundingBox();
  if (!card) throw new Error("No card to lift");
  const from = { x: card.x + 60, y: card.y + 40 };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 20, from.y + 20, { steps: 4 });
  await page.mouse.move(from.x + card.width + 40, from.y + 70, { steps: 12 });
  await page.waitForTimeout(400);
}

/** Cancels the drag, because a dropped card would be missing in the next picture. */
export async function letGo(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await page.mouse.up();
}

/** Moves the first card one lane to the right, as the keyboard does. */
export async function moveByKeys(page: Page): Promise<void> {
  // Repeated until the board handles keys.
  await page.waitForTimeout(1_000);
  await page.locator('[data-board-lane="new"]').first().focus();
  for (const key of ["Space", "ArrowRight", "Space"]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(400);
  }
}

/** Undoes the move, so that the card is in its place for the next picture. */
export async function undoMove(page: Page): Promise<void> {
  const undone = page.waitForResponse((response) => response.request().method() === "POST");
  await page.keyboard.press("z");
  await undone;
}

/** Selects all matching leads and opens the move until its preview is shown. */
export async function askToMoveAll(page: Page, say: Words): Promise<void> {
  await page.locator("[data-board-lane]:visible").first().press("x");
  const bar = page.getByRole("region", { name: say("bulk.title") });
  // "All 3,000 that match", with any number.
  const [before = ""] = say("bulk.all", { count: 0 }).split("0");
  await bar.getByRole("button", { name: before }).click();
  await bar.getByRole("button", { name: say("bulk.move"), exact: true }).click();
  await page
    .getByRole("button", { name: say("stages.lead.contacted") })
    .last()
    .click();
  await page.getByRole("dialog").getByRole("heading").first().waitFor();
}

/** Cuts the stream of changes and waits until the page shows it. */
export async function loseConnection(page: Page, say: Words): Promise<void> {
  await page.route("**/api/v1/stream*", (route) => route.abort());
  await page.reload();
  await page.getByText(say("shell.connectionLost")).waitFor();
}

/** Answers as if a bulk job were running. */
export async function answerAsRunningJob(page: Page, say: Words): Promise<void> {
  const now = new Date().toISOString();
  const job = {
    id: 1,
    action: { action: "analyze" },
    status: "running",
    total: 1240,
    done: 436,
    refused: 3,
    failure: null,
    actor: { kind: "user", id: 1, name: "Софія Кравченко" },
    created_at: now,
    started_at: now,
    finished_at: null,
  };
  await page.route("**/api/v1/bulk-jobs?mine=true&limit=5", (route) => route.fulfill({ json: [job] }));
  await page.context().addCookies([{ name: "bulk-jobs", value: "1", url: page.url() }]);
  await page.reload();
  await page.getByRole("button", { name: say("bulk.cancel"), exact: true }).waitFor();
}

export const forgetJobs = (page: Page) => page.context().clearCookies({ name: "bulk-jobs" });

/** Opens a screen whose data never arrives. */
export async function holdScreens(page: Page, place: string): Promise<void> {
  await page.route(`**/${place}?_rsc=*`, (route) =>
    route.request().headers()["next-router-prefetch"] ? route.continue() : undefined,
  );
  await page.locator(`nav a[href="/${place}"]:visible`).click();
  await page.locator(".skeleton-line").first().waitFor();
}

/** Follows a new demo link on the sign-in page. */
export async function openDemo(page: Page): Promise<void> {
  const { hash } = new URL(await createDemoLink());
  await closePool();
  await page.evaluate((code) => window.location.assign(code), hash);
  await page.locator("h2").waitFor();
}

/** Deletes the cookie, so that the next picture of the sign-in page has no demo people. */
export async function forgetDemo(page: Page): Promise<void> {
  await page.context().clearCookies({ name: "leadline.demo" });
}
