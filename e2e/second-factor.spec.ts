import { test } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { createPerson, enter, expect, leadline, signIn } from "./fixtures.ts";

const stamp = Date.now();
const person = { email: `factor-${stamp}@test.example`, password: "a-long-password" };

// Each test signs in several times and starts the command line several times.
test.describe.configure({ timeout: 180_000 });

/** The code of an authenticator app. Each code works once, so the second one is the next period's. */
const codeOf = (secret: string, periodsFromNow = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() + periodsFromNow * 30_000,
  });

test("a person sets up two-factor authentication, and signs in with a code and with a recovery code", async ({
  page,
}) => {
  await createPerson({ ...person, name: `Factor ${stamp}`, role: "manager" });
  await signIn(page, person);
  await page.goto("/profile");
  await page.getByRole("button", { name: "Set up authenticator app" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("Your password").fill("wrong");
  await sheet.getByRole("button", { name: "Continue" }).click();
  await expect(sheet).toContainText("This is not your current password.");
  await sheet.getByLabel("Your password").fill(person.password);
  await sheet.getByRole("button", { name: "Continue" }).click();
  await expect(sheet.getByRole("img")).toBeVisible();
  const secret = (await sheet.locator("code").innerText()).replaceAll(" ", "");
  await sheet.getByLabel("Code from the app").fill(codeOf(secret));
  await sheet.getByRole("button", { name: "Turn on two-factor authentication" }).click();
  await expect(sheet.getByRole("listitem")).toHaveCount(10);
  const codes = await sheet.getByRole("listitem").allInnerTexts();
  await sheet.getByRole("button", { name: "I’ve saved the codes" }).click();
  await expect(page.getByText("10 recovery codes left.")).toBeVisible();

  for (const newCode of [() => codeOf(secret, 1), () => codes[0] ?? ""]) {
    await page.context().clearCookies();
    await page.goto("/login");
    await enter(page, person);
    await page.getByLabel("Code", { exact: true }).fill("000000");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText("This code is wrong or was already used.")).toBeVisible();
    await page.getByLabel("Code", { exact: true }).fill(newCode());
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL("**/leads", { waitUntil: "commit" });
  }
  await page.goto("/profile");
  await expect(page.getByText("9 recovery codes left.")).toBeVisible();
});

test("people of a workspace that requires a second factor must set it up first", async ({ page }) => {
  const name = `Strict ${stamp}`;
  const id = /Workspace (\d+)/.exec(leadline("workspace", "create", "--name", name))?.[1] ?? "";
  const member = { email: `member-${stamp}@test.example`, password: "another-long-password" };
  const admin = { email: `admin-${stamp}@test.example`, password: "third-long-password" };
  const key = leadline("api-key", "create", "--workspace", id, "--name", "e2e", "--scope", "admin");
  await createPerson({ ...member, name: "Member", role: "operator" }, key);
  await createPerson({ ...admin, name: "Admin", role: "admin" }, key);
  await signIn(page, admin);
  await page.goto("/settings");
  const required = page.getByLabel("Require two-factor authentication");
  await required.check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(
    page.getByText("Set up two-factor authentication in your profile first.").first(),
  ).toBeVisible();

  const setUp = async (password: string) => {
    await page.getByLabel("Your password").fill(password);
    await page.getByRole("button", { name: "Continue" }).click();
    const secret = (await page.locator("code").innerText()).replaceAll(" ", "");
    await page.getByLabel("Code from the app").fill(codeOf(secret));
    await page.getByRole("button", { name: "Turn on two-factor authentication" }).click();
    await page.getByRole("button", { name: "I’ve saved the codes" }).click();
  };
  await page.goto("/profile");
  await page.getByRole("button", { name: "Set up authenticator app" }).click();
  await setUp(admin.password);
  await page.goto("/settings");
  await required.check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();

  await page.context().clearCookies();
  await page.goto("/login");
  await enter(page, member);
  await page.waitForURL("**/account/second-factor");
  await page.goto("/inbox");
  await page.waitForURL("**/account/second-factor?next=%2Finbox");
  await expect(page.getByText(`${name} requires it for everyone.`)).toBeVisible();
  await setUp(member.password);
  await page.waitForURL("**/inbox");
});
