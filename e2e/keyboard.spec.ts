import type { Page } from "@playwright/test";
import { api, expect, pressUntil, test } from "./fixtures.ts";

test("the palette finds leads and appeals, navigates and runs commands", async ({ page }) => {
  const name = `Palette ${Date.now()}`;
  const { body: source } = await api("POST", "/sources", { name });
  await api("POST", "/appeals", {
    lead_external_id: name,
    source_id: source.id,
    lead_name: name,
    message: "Hi",
  });
  await page.goto("/leads");
  const field = page.getByRole("combobox", { name: /^Search/ });
  await pressUntil(page, "Control+k", () => expect(field).toBeFocused({ timeout: 500 }));
  await expect(page.getByRole("option", { name: "Go to Dashboard" })).toBeVisible();
  await field.fill(name);
  await expect(page.getByRole("option", { name: `${name} New` })).toBeVisible();
  await page.getByRole("option", { name: `${name} Enquiry` }).click();
  await page.waitForURL(/\/inbox\?view=everybody&appeal=\d+/);
  await expect(page.getByRole("heading", { name })).toBeVisible();

  await page.keyboard.press("/");
  await field.fill("go to dash");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/dashboard");
  await page.keyboard.press("/");
  await field.fill("add lead");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "New lead" })).toBeVisible();
});

test("the question mark shows the keys, and the bracket keeps the rail narrow", async ({ page }) => {
  await page.goto("/dashboard");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const shortcuts = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await pressUntil(page, "?", () => expect(shortcuts).toBeVisible({ timeout: 500 }));
  await page.keyboard.press("Escape");
  const rail = page.getByRole("navigation", { name: "Main navigation" }).first();
  const width = async () => (await rail.boundingBox())?.width;
  expect(await width()).toBe(200);
  await page.keyboard.press("[");
  await expect.poll(width).toBe(56);
  await page.reload();
  await expect.poll(width).toBe(56);
});

/** A key event of a layout or an input method that the browser of the tests does not have. */
const pressAs = (
  page: Page,
  key: string,
  code: string,
  more: { ctrlKey?: boolean; isComposing?: boolean } = {},
) =>
  page.evaluate(
    (init) =>
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true }),
      ),
    { key, code, ...more },
  );

test("shortcuts follow the key's position on a Ukrainian layout and the character on Latin layouts", async ({
  page,
}) => {
  await page.goto("/dashboard");
  const field = page.getByRole("combobox", { name: /^Search/ });
  await expect(async () => {
    await pressAs(page, ".", "Slash");
    await expect(field).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("Escape");
  await expect(field).not.toBeFocused();
  await pressAs(page, "л", "KeyK", { ctrlKey: true });
  await expect(field).toBeFocused();
  await page.keyboard.press("Escape");
  // The key of K on an American keyboard types T on a Dvorak keyboard.
  await pressAs(page, "t", "KeyK", { ctrlKey: true });
  await expect(field).not.toBeFocused();
  await pressAs(page, "k", "KeyV", { ctrlKey: true });
  await expect(field).toBeFocused();
});

test("Enter that ends a composition opens and saves nothing", async ({ page }) => {
  const name = `Composed ${Date.now()}`;
  const { body: lead } = await api("POST", "/leads", { source: "partner", name });
  await page.goto(`/leads/${lead.id}`);
  const drawer = page.getByRole("dialog", { name: "Lead", exact: true });
  await drawer.getByRole("button", { name: /^Edit Segment/ }).click();
  const segment = drawer.getByRole("textbox", { name: "Segment" });
  await segment.fill("にほん");
  await pressAs(page, "Enter", "Enter", { isComposing: true });
  await expect(segment).toBeFocused();
  expect((await api("GET", `/leads/${lead.id}`)).body.segment).toBeNull();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await api("GET", `/leads/${lead.id}`)).body.segment).toBe("にほん");
});
