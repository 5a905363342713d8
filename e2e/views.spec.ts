import { expect, test } from "./fixtures.ts";

test("filters are kept under a name, opened again, and taken away", async ({ page }) => {
  const name = `Partners ${Date.now()}`;
  await page.goto("/leads?source=partner&min_score=0.6");
  await page.getByRole("button", { name: "Save view" }).click();
  await page.getByLabel("Name of the view").fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Save view" })).toHaveCount(0);
  await page.goto("/leads");
  await page.getByRole("link", { name }).click();
  await page.waitForURL(/source=partner/);
  await expect(page.getByRole("button", { name: "Remove the filter Score" })).toBeVisible();
  await page.getByRole("button", { name: `Delete the view ${name}` }).click();
  await expect(page.getByRole("link", { name })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Save view" })).toBeVisible();
});
