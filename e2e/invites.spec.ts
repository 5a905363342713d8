import { expect, test } from "./fixtures.ts";

test("an invited person chooses a password and is signed in, and the link no longer works", async ({
  page,
  browser,
}) => {
  const name = `Olena ${Date.now()}`;
  await page.goto("/settings/users");
  await page.getByRole("button", { name: "Invite by link" }).click();
  await page.getByLabel("Name (optional)").fill(name);
  await page.getByRole("button", { name: "Create link" }).click();
  const link = await page.locator("code").filter({ hasText: "/join/" }).innerText();

  const context = await browser.newContext();
  const newcomer = await context.newPage();
  await newcomer.goto(link);
  await expect(newcomer.getByLabel("Your name")).toHaveValue(name);
  await newcomer.getByLabel("Email").fill(`olena-${Date.now()}@test.example`);
  await newcomer.getByLabel("Password").fill("short");
  await newcomer.getByRole("button", { name: "Join" }).click();
  await expect(newcomer.getByLabel("Password")).toHaveAttribute("aria-invalid", "true");
  await newcomer.getByLabel("Password").fill("a-long-password");
  await newcomer.getByRole("button", { name: "Join" }).click();
  await newcomer.waitForURL("**/leads");
  // The new person is an operator and has no settings.
  await expect(newcomer.getByRole("link", { name: "Leads" }).first()).toBeVisible();
  await expect(newcomer.getByRole("link", { name: "Settings" })).toBeHidden();
  await newcomer.goto(link);
  await expect(newcomer.getByText("This invite is no longer valid")).toBeVisible();
  await context.close();

  await page.getByRole("button", { name: "Close" }).last().click();
  await page.reload();
  await expect(page.getByRole("paragraph").filter({ hasText: name })).toBeVisible();
});
