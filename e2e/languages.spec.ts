import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { graveProblems } from "./axe.ts";
import { cutOff } from "./cut-off.ts";
import { createPerson, expect, screensWithLead, test } from "./fixtures.ts";
import { ADDRESS } from "./server.ts";

const PASSWORD = "a-long-password-of-a-test";

/** A new person who sees everything, in a separate browser, because the choice of a language belongs to the person. */
async function newAdmin(browser: Browser, options: BrowserContextOptions = {}) {
  const email = `speaks-${Date.now()}@example.com`;
  await createPerson({ email, name: "Speaker", role: "admin", password: PASSWORD });
  const context = await browser.newContext({ baseURL: ADDRESS, ...options });
  const page = await context.newPage();
  await page.goto("/login");
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(PASSWORD);
  await page.locator("form button[type=submit]").click();
  await page.waitForURL("**/leads");
  return { page, context };
}

async function speak(page: Page, language: string) {
  await page
    .getByRole("banner")
    .getByRole("button", { name: /Language|Мова|Язык/ })
    .click();
  await page.getByRole("button", { name: language }).click();
}

test("the language is chosen in the header and applies to the person in every browser", async ({
  browser,
}) => {
  const { page, context } = await newAdmin(browser);
  await speak(page, "Українська");
  await expect(page.getByRole("heading", { level: 1, name: "Ліди" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "uk");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Ліди" })).toBeVisible();

  const elsewhere = await browser.newContext({ baseURL: ADDRESS });
  await elsewhere.addCookies((await context.cookies()).filter(({ name }) => name !== "locale"));
  const other = await elsewhere.newPage();
  await other.goto("/dashboard");
  await expect(other.locator("html")).toHaveAttribute("lang", "uk");
  await elsewhere.close();
  await context.close();
});

test("a page without a session uses the browser's language", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: ADDRESS, locale: "ru-RU" });
  const page = await context.newPage();
  await page.goto("/login");
  await expect(page.locator("html")).toHaveAttribute("lang", "ru");
  await context.close();
});

for (const locale of ["en", "uk", "ru"]) {
  test(`in ${locale}, no text overflows on a phone, and axe finds no serious problem`, async ({
    browser,
  }) => {
    test.setTimeout(240_000);
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, locale };
    const { page, context } = await newAdmin(browser, phone);
    await expect(page.locator("html")).toHaveAttribute("lang", locale);
    for (const path of await screensWithLead()) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1, includeHidden: true }).first()).toBeVisible();
      await expect(page.locator(".skeleton-line")).toHaveCount(0);
      expect.soft([path, await page.evaluate(cutOff)]).toEqual([path, []]);
      // axe finds problems of elements and not of texts, so one language is enough.
      if (locale === "uk") expect.soft([path, ...(await graveProblems(page))]).toEqual([path]);
    }
    await context.close();
  });
}
