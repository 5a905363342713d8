import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { ADDRESS } from "./server.ts";

const SCREENS = [
  "/leads",
  "/leads?view=table",
  "/sales",
  "/inbox",
  "/dashboard",
  "/distribution",
  "/team",
  "/log",
  "/settings",
  "/settings/users",
  "/settings/api-keys",
  "/settings/ai",
  "/settings/ai/calibration",
  "/settings/ai/model",
  "/profile",
];

async function speak(page: Page, language: string) {
  await page
    .getByRole("banner")
    .locator("button", { hasText: /^(en|uk|ru)$/i })
    .click();
  await page.getByRole("button", { name: language }).click();
}

test("the language is chosen in the header, and is the person's on every browser", async ({
  page,
  browser,
}) => {
  await page.goto("/leads");
  await speak(page, "Українська");
  await expect(page.getByRole("heading", { level: 1, name: "Ліди" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "uk");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Ліди" })).toBeVisible();

  const cookies = (await page.context().cookies()).filter(({ name }) => name !== "locale");
  const elsewhere = await browser.newContext({ baseURL: ADDRESS });
  await elsewhere.addCookies(cookies);
  const other = await elsewhere.newPage();
  await other.goto("/dashboard");
  await expect(other.locator("html")).toHaveAttribute("lang", "uk");
  await elsewhere.close();
  await speak(page, "English");
  await expect(page.getByRole("heading", { level: 1, name: "Leads" })).toBeVisible();
});

test("who is not signed in is spoken to as the browser asks", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: ADDRESS, locale: "ru-RU" });
  const page = await context.newPage();
  await page.goto("/login");
  await expect(page.locator("html")).toHaveAttribute("lang", "ru");
  await context.close();
});

/** What is cut off by its own box without an ellipsis, or makes the page scroll sideways. */
function cutOff(): string[] {
  const cut = [...document.querySelectorAll<HTMLElement>("main *, header *, nav *")].filter((element) => {
    const style = getComputedStyle(element);
    const hasOwnText = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
    );
    const isShown = element.offsetWidth > 1 && element.offsetHeight > 1 && style.visibility === "visible";
    const mayScroll = style.overflowX === "auto" || style.overflowX === "scroll";
    return (
      hasOwnText &&
      isShown &&
      !mayScroll &&
      style.textOverflow !== "ellipsis" &&
      element.scrollWidth > element.clientWidth + 1 &&
      style.display !== "inline"
    );
  });
  const wide = document.documentElement.scrollWidth > window.innerWidth ? ["the page itself"] : [];
  return [...wide, ...cut.map((element) => element.outerHTML.slice(0, 120))];
}

for (const locale of ["uk", "ru"]) {
  test(`no text overflows on a phone, and nothing serious for axe, in ${locale}`, async ({
    browser,
    page,
  }) => {
    const context = await browser.newContext({
      baseURL: ADDRESS,
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    await context.addCookies([
      ...(await page.context().cookies()).filter(({ name }) => name !== "locale"),
      { name: "locale", value: locale, url: ADDRESS },
    ]);
    const phone = await context.newPage();
    await phone.goto("/profile");
    await phone
      .getByRole("banner")
      .getByRole("button", { name: /Language|Мова|Язык/ })
      .click();
    await phone.getByRole("button", { name: locale === "uk" ? "Українська" : "Русский" }).click();
    await expect(phone.locator("html")).toHaveAttribute("lang", locale);
    for (const path of SCREENS) {
      await phone.goto(path);
      await expect(phone.getByRole("heading", { level: 1 }).first()).toBeVisible();
      expect([path, await phone.evaluate(cutOff)]).toEqual([path, []]);
      const { violations } = await new AxeBuilder({ page: phone }).analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(serious.map(({ id, nodes }) => [path, id, nodes[0]?.html])).toEqual([]);
    }
    await phone
      .getByRole("banner")
      .getByRole("button", { name: /Мова|Язык/ })
      .click();
    await phone.getByRole("button", { name: "English" }).click();
    await expect(phone.locator("html")).toHaveAttribute("lang", "en");
    await context.close();
  });
}
