import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { test } from "@playwright/test";
import { createPerson, expect, signIn } from "./fixtures.ts";
import { ADDRESS } from "./server.ts";

const stamp = Date.now();
const person = { email: `sessions-${stamp}@test.example`, password: "a-long-password" };

test.beforeAll(async () => {
  await createPerson({ ...person, name: `Many Browsers ${stamp}`, role: "admin" });
});

const statusWith = async (cookie: string) =>
  (await fetch(`${ADDRESS}/api/v1/me`, { headers: { cookie } })).status;

/** As if the person had entered their password eleven minutes ago. */
const letTenMinutesPass = () =>
  execFileSync(process.execPath, ["e2e/old-proof.ts", person.email], {
    cwd: resolve(import.meta.dirname, ".."),
    env: { ...process.env, LEADLINE_DATA_DIR: ".data/e2e" },
  });

test("a person sees their sessions and ends unknown ones", async ({ page, browser }) => {
  await signIn(page, person);
  const elsewhere = await browser.newContext({
    userAgent: "Mozilla/5.0 (Android 16; Mobile; rv:152.0) Gecko/152.0 Firefox/152.0",
  });
  const phone = await elsewhere.newPage();
  await signIn(phone, person);
  const [cookie] = (await elsewhere.cookies()).filter(({ name }) => name.endsWith("leadline.session"));
  const copied = `${cookie?.name}=${cookie?.value}`;
  expect(await statusWith(copied)).toBe(200);

  await page.goto("/profile");
  const rows = page.getByRole("region", { name: "Sessions" }).getByRole("listitem");
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: "This device" })).toContainText("Chrome on Linux");
  const theirs = rows.filter({ hasText: "Firefox on Android" });
  await expect(theirs).toContainText("127.0.0.1");
  await theirs.getByRole("button", { name: "Sign out" }).click();
  await expect(rows).toHaveCount(1);
  expect(await statusWith(copied)).toBe(401);
  await phone.goto("/sales");
  await phone.waitForURL("**/login?next=*");
  await elsewhere.close();
});

test("a cookie copied before signing out opens nothing afterwards", async ({ page, context }) => {
  await signIn(page, person);
  const [cookie] = (await context.cookies()).filter(({ name }) => name.endsWith("leadline.session"));
  const copied = `${cookie?.name}=${cookie?.value}`;
  expect(await statusWith(copied)).toBe(200);
  await page.getByRole("button", { name: "Many Browsers" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/login");
  expect(await statusWith(copied)).toBe(401);
});

test("a change that gives access asks for the password, and is made once the password is right", async ({
  page,
}) => {
  await signIn(page, person);
  letTenMinutesPass();
  await page.goto("/settings/api-keys");
  await page.getByRole("button", { name: "Add key" }).click();
  const name = `Asked ${stamp}`;
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Expires").selectOption("30");
  await page.getByRole("button", { name: "Create key" }).click();

  const question = page.getByRole("dialog", { name: "Confirm your password" });
  await question.getByLabel("Password").fill("not mine");
  await question.getByRole("button", { name: "Confirm password" }).click();
  await expect(question).toContainText("This is not your current password.");
  await question.getByLabel("Password").fill(person.password);
  await question.getByRole("button", { name: "Confirm password" }).click();
  await expect(page.getByText("Your new key")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  const row = page.getByRole("listitem").filter({ hasText: name });
  await expect(row).toContainText("expires");

  // Without the confirmation nothing is changed.
  letTenMinutesPass();
  await row.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("You didn’t confirm that it’s you.")).toBeVisible();
  await expect(row.getByRole("button", { name: "Revoke" })).toBeVisible();
});

test("a new password keeps this browser signed in and signs out all others", async ({ page, browser }) => {
  await signIn(page, person);
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await signIn(other, person);
  await page.goto("/profile");
  await page.getByLabel("Current password").fill(person.password);
  await page.getByLabel("New password").fill("another-long-password");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Password changed.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Sessions" }).getByRole("listitem")).toHaveCount(1);
  await other.goto("/sales");
  await other.waitForURL("**/login?next=*");
  await elsewhere.close();
  person.password = "another-long-password";
});
