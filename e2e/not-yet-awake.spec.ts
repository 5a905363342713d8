import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

/** Milliseconds that each script is delayed. */
const SLOW = 1_500;

/** Opens a page whose scripts are delayed, and types into it as soon as it is visible. */
async function typeEarly(page: Page, path: string, label: string) {
  await page.goto(path, { waitUntil: "commit" });
  const field = page.getByRole("main").or(page.getByRole("banner")).getByLabel(label, { exact: true });
  await field.waitFor({ timeout: 15_000 });
  await field.focus();
  await page.keyboard.press("End");
  await page.keyboard.type("zzz");
  return field;
}

const isAwake = (page: Page) => page.waitForLoadState("networkidle");

test("text typed before a page is hydrated is kept and used", async ({ page, context }) => {
  test.setTimeout(120_000);
  await context.route("**/_next/static/**/*.js*", async (route) => {
    await new Promise((done) => setTimeout(done, SLOW));
    await route.continue().catch(() => {});
  });

  for (const path of ["/leads", "/sales"]) {
    const words = await typeEarly(page, path, "Name, phone, email");
    await expect(page).toHaveURL(`${path}?q=zzz`, { timeout: 15_000 });
    await expect(words).toHaveValue("zzz");
  }

  const actor = await typeEarly(page, "/log", "Person or API key");
  await expect(page).toHaveURL("/log?actor=zzz", { timeout: 15_000 });
  await expect(actor).toHaveValue("zzz");

  const search = await typeEarly(page, "/team", "Search leads, sales, enquiries, actions");
  await expect(page.getByText("No results.")).toBeVisible({ timeout: 15_000 });
  await expect(search).toHaveValue("zzz");

  const name = await typeEarly(page, "/profile", "Name");
  await isAwake(page);
  await expect(name).toHaveValue("Adminzzz");
});
