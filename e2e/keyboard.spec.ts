import { api, expect, pressUntil, test } from "./fixtures.ts";

test("the palette finds leads and appeals, goes anywhere and does things", async ({ page }) => {
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
  await page.getByRole("option", { name: `${name} Appeal` }).click();
  await page.waitForURL(/\/inbox\?view=everybody&appeal=\d+/);
  await expect(page.getByRole("heading", { name })).toBeVisible();

  await page.keyboard.press("/");
  await field.fill("go to dash");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/dashboard");
  await page.keyboard.press("/");
  await field.fill("new lead");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "New lead" })).toBeVisible();
});

test("the question mark shows the keys, the bracket makes the rail narrow for good", async ({ page }) => {
  await page.goto("/dashboard");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const shortcuts = page.getByRole("dialog", { name: "Shortcuts" });
  await pressUntil(page, "?", () => expect(shortcuts).toBeVisible({ timeout: 500 }));
  await page.keyboard.press("Escape");
  const rail = page.getByRole("navigation", { name: "Places" }).first();
  const width = async () => (await rail.boundingBox())?.width;
  expect(await width()).toBe(200);
  await page.keyboard.press("[");
  await expect.poll(width).toBe(56);
  await page.reload();
  await expect.poll(width).toBe(56);
});
