import type { Locator, Page } from "@playwright/test";
import { api, expect, test } from "./fixtures.ts";
import { enquire, newOperator, newSource } from "./operators.ts";

const HEIGHT = 844;
test.use({ viewport: { width: 390, height: HEIGHT }, hasTouch: true, isMobile: true });

const NOTCH = 47;
const LINE = 34;
const KEYBOARD = 336;

/** The safe areas of a phone with a notch and a home indicator, which the browser of the tests lacks. */
const withNotch = (page: Page) =>
  page.evaluate(
    ([top, bottom]) => {
      document.documentElement.style.setProperty("--inset-top", `${top}px`);
      document.documentElement.style.setProperty("--inset-bottom", `${bottom}px`);
    },
    [NOTCH, LINE],
  );

async function edgesOf(target: Locator): Promise<{ top: number; bottom: number }> {
  const box = await target.boundingBox();
  if (!box) throw new Error(`not on the screen: ${target}`);
  return { top: box.y, bottom: box.y + box.height };
}

test("the notch and the home indicator of a phone cover nothing", async ({ page }) => {
  await page.goto("/leads");
  const { body: lead } = await api("POST", "/leads", { source: "partner", name: "Notch & Co" });
  await withNotch(page);
  await expect(page.getByRole("button", { name: "Add lead" }).first()).toBeVisible();
  const buttons = page.getByRole("banner").getByRole("button").and(page.locator(":visible"));
  await expect(buttons.first()).toBeVisible();
  const heads = [
    page.getByRole("heading", { level: 1 }),
    ...(await buttons.all()),
    page.getByRole("button", { name: "Add lead" }).first(),
  ];
  expect(heads.length).toBeGreaterThan(2);
  for (const head of heads) expect((await edgesOf(head)).top).toBeGreaterThanOrEqual(NOTCH);
  const places = page
    .getByRole("navigation", { name: "Main navigation" })
    .getByRole("link")
    .and(page.locator(":visible"));
  expect(await places.count()).toBeGreaterThan(3);
  for (const place of await places.all())
    expect((await edgesOf(place)).bottom).toBeLessThanOrEqual(HEIGHT - LINE);
  await page.goto(`/leads/${lead.id}`);
  await withNotch(page);
  const drawer = page.getByRole("dialog", { name: "Lead", exact: true });
  await expect(drawer).toContainText("Notch & Co");
  // The sheet slides in.
  await expect(async () => {
    expect((await edgesOf(drawer.getByRole("heading", { level: 2 }).first())).top).toBeGreaterThanOrEqual(
      NOTCH,
    );
    expect((await edgesOf(drawer.locator("form").last())).bottom).toBeLessThanOrEqual(HEIGHT - LINE);
  }).toPass();
});

test("the field in use stays above the on-screen keyboard", async ({ page }) => {
  // A phone's keyboard shrinks the visual viewport and leaves the page as it is; a desktop browser has none.
  await page.addInitScript(() => {
    const viewport = Object.assign(new EventTarget(), { height: window.innerHeight, offsetTop: 0, scale: 1 });
    Object.defineProperty(window, "visualViewport", { value: viewport });
    Object.assign(window, {
      showKeyboard: (height: number) => {
        viewport.height = window.innerHeight - height;
        viewport.dispatchEvent(new Event("resize"));
      },
    });
  });
  const showKeyboard = (height: number) =>
    page.evaluate(
      (pixels) => (window as unknown as { showKeyboard: (pixels: number) => void }).showKeyboard(pixels),
      height,
    );
  const { body: lead } = await api("POST", "/leads", { source: "partner", name: "Types a lot" });
  await page.goto(`/leads/${lead.id}`);
  const box = page.getByRole("dialog", { name: "Lead", exact: true }).locator("form").last();
  await expect(box).toBeVisible();
  const before = await edgesOf(box);
  await box.getByRole("textbox").focus();
  await showKeyboard(KEYBOARD);
  await expect.poll(async () => (await edgesOf(box)).bottom).toBeLessThanOrEqual(HEIGHT - KEYBOARD);
  await showKeyboard(0);
  await expect.poll(() => edgesOf(box)).toEqual(before);
});

test("an open conversation fills the phone, except for the message that the connection is lost", async ({
  browser,
}) => {
  const viewport = { width: 390, height: HEIGHT };
  const { page, operatorId, context } = await newOperator(browser, "Solo", viewport);
  const name = `Solo ${Date.now()}`;
  await enquire(await newSource([[operatorId, 1]]), name);
  await page.getByRole("button", { name: "Accept", exact: true }).tap();
  await page.getByRole("button", { name }).tap();
  await expect(page.getByRole("heading", { name })).toBeVisible();
  const places = page.getByRole("navigation", { name: "Main navigation" }).and(page.locator(":visible"));
  await expect(places).toHaveCount(0);
  await page.route("**/api/v1/stream*", (route) => route.abort());
  await page.reload();
  await expect(page.getByText("Connection lost").and(page.locator(":visible"))).toBeInViewport();
  await page.getByRole("button", { name: "More actions" }).tap();
  await page.getByRole("button", { name: "Close", exact: true }).tap();
  await expect(page.getByRole("heading", { name })).toHaveCount(0);
  await expect(places).toHaveCount(1);
  await context.close();
});

test("Back closes the conversation and stays in the inbox, and the draft is kept", async ({ browser }) => {
  const viewport = { width: 390, height: HEIGHT };
  const { page, operatorId, context } = await newOperator(browser, "Back", viewport);
  const name = `Back ${Date.now()}`;
  await enquire(await newSource([[operatorId, 1]]), name);
  await page.getByRole("button", { name: "Accept", exact: true }).tap();
  await page.getByRole("button", { name }).tap();
  const heading = page.getByRole("heading", { name });
  await expect(heading).toBeVisible();
  const field = page.getByRole("textbox").last();
  await field.fill("Half an answer");
  await page.goBack();
  await expect(heading).toHaveCount(0);
  expect(new URL(page.url()).pathname).toBe("/inbox");
  await page.getByRole("button", { name }).tap();
  await expect(field).toHaveValue("Half an answer");
  // Closing by the button in the head also removes the step: Back does not open it again.
  await page.getByRole("button", { name: "Back to list" }).tap();
  await expect(heading).toHaveCount(0);
  await expect(page).toHaveURL(/\/inbox$/);
  await context.close();
});

test("Back closes one layer at a time: the sheet, the lead, then the board", async ({ page }) => {
  const name = `Layers ${Date.now()}`;
  await api("POST", "/leads", { source: "partner", name });
  await page.goto("/dashboard");
  await page.goto(`/leads?q=${encodeURIComponent(name)}`);
  await page.getByRole("group").filter({ hasText: name }).tap();
  const drawer = page.getByRole("dialog", { name: "Lead", exact: true });
  await drawer.getByRole("button", { name: "Mark as lost" }).tap();
  const sheet = page.getByRole("dialog", { name: "Lost reason" });
  await sheet.getByRole("textbox").fill("They wrote to");
  await page.goBack();
  await expect(sheet).toHaveCount(0);
  await expect(drawer).toBeVisible();
  await drawer.getByRole("button", { name: "Mark as lost" }).tap();
  await expect(sheet.getByRole("textbox")).toHaveValue("They wrote to");
  await sheet.getByRole("button", { name: "Close" }).tap();
  await expect(sheet).toHaveCount(0);
  // A layer that is closed by hand removes its step a moment later.
  await expect.poll(() => page.evaluate(() => window.history.state.layers.layers)).toBe(0);
  await page.goBack();
  await expect(drawer).toHaveCount(0);
  await expect(page.getByRole("group").filter({ hasText: name })).toBeVisible();
  await page.goBack();
  await page.waitForURL(/\/dashboard/);
});

test("a gate before sales opens its field, which is behind a tab", async ({ page }) => {
  const { id } = (await api("POST", "/leads", { source: "manual", name: `Gates ${Date.now()}` })).body;
  await page.goto(`/leads/${id}`);
  const drawer = page.getByRole("dialog", { name: "Lead", exact: true });
  await drawer.getByRole("button", { name: "Needs a business domain" }).tap();
  await expect(drawer.getByRole("tab", { name: "Details" })).toHaveAttribute("aria-selected", "true");
  await expect(drawer.getByLabel("Business domain", { exact: true })).toBeFocused();
});

test("Back closes the filters and keeps the selection, and Back from a sheet's link leads to the screen", async ({
  page,
}) => {
  await page.goto("/leads");
  await page.getByRole("button", { name: /^Filters/ }).tap();
  const filters = page.getByRole("dialog", { name: /^Filters/ });
  await filters.getByLabel("Source").selectOption({ index: 1 });
  await expect(page).toHaveURL(/source=/);
  await page.goBack();
  await expect(filters).toHaveCount(0);
  await expect(page).toHaveURL(/\/leads\?source=/);
  await page.getByRole("button", { name: "More", exact: true }).tap();
  await page.getByRole("dialog", { name: "More" }).getByRole("link", { name: "Settings" }).tap();
  await page.waitForURL(/\/settings/);
  await page.goBack();
  await expect(page).toHaveURL(/\/leads\?source=/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.goForward();
  await expect(page).toHaveURL(/\/leads\?source=/);
});
