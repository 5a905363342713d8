import AxeBuilder from "@axe-core/playwright";
import { test as bare } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

bare("a wrong password says so and keeps the e-mail", async ({ page }) => {
  await page.goto("/login");
  await page.getByLabel("E-mail").fill("nobody@example.com");
  await page.getByLabel("Password", { exact: true }).fill("wrong-password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("This e-mail and password do not match.")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue("nobody@example.com");
});

bare("somebody who is not signed in is sent to the sign-in page", async ({ page }) => {
  await page.goto("/leads");
  await expect(page).toHaveURL(/\/login$/);
});

for (const scheme of ["light", "dark"] as const) {
  test(`nothing serious for axe on the boards, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    for (const path of ["/leads", "/leads?view=table", "/sales"]) {
      await page.goto(path);
      await page.waitForLoadState("domcontentloaded");
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(serious.map(({ id, nodes }) => [path, id, nodes[0]?.html])).toEqual([]);
    }
  });
}
