import { test as bare } from "@playwright/test";
import { graveProblems } from "./axe.ts";
import { expect } from "./fixtures.ts";

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

bare("nothing serious for axe where somebody comes in, in both themes", async ({ page }) => {
  for (const path of ["/login", "/join/an-old-link"])
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      await expect(page.getByRole("main")).toBeVisible();
      expect([path, colorScheme, ...(await graveProblems(page))]).toEqual([path, colorScheme]);
    }
});
