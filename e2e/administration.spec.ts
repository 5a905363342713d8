import { admin, api, expect, test } from "./fixtures.ts";
import { ADDRESS } from "./server.ts";

test("a key is created, used and revoked", async ({ page }) => {
  await page.goto("/settings/api-keys");
  await page.getByRole("button", { name: "Add key" }).click();
  await page.getByLabel("Name").fill("Website");
  await page.getByRole("button", { name: "Create key" }).click();
  const key = await page.locator("code", { hasText: /^lk_.{30}/ }).innerText();
  const call = () => fetch(`${ADDRESS}/api/v1/me`, { headers: { authorization: `Bearer ${key}` } });
  expect((await call()).status).toBe(200);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  const row = page.getByRole("listitem").filter({ hasText: "Website" }).first();
  await row.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(row.getByText("revoked")).toBeVisible();
  await expect.poll(async () => (await call()).status, { timeout: 3_000 }).toBe(401);
});

test("an added person replaces the first password, signs in, and is signed out at the next click once disabled", async ({
  page,
  browser,
}) => {
  const email = `new-${Date.now()}@example.com`;
  await page.goto("/settings/users");
  await page.getByRole("button", { name: "Add person" }).click();
  await page.getByLabel("Name").fill("New colleague");
  await page.getByLabel("Email").fill(email);
  await page.getByRole("dialog").getByRole("button", { name: "Add person" }).click();
  const password = await page.getByRole("dialog").locator("code").innerText();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();

  const context = await browser.newContext();
  const colleague = await context.newPage();
  await colleague.goto(`${ADDRESS}/login`);
  await colleague.getByLabel("Email").fill(email);
  await colleague.getByLabel("Password", { exact: true }).fill(password);
  await colleague.getByRole("button", { name: "Sign in", exact: true }).click();
  await colleague.waitForURL("**/account/password");
  await colleague.goto(`${ADDRESS}/sales?view=table`);
  await colleague.waitForURL("**/account/password?next=*");
  const replace = async (own: string) => {
    await colleague.getByLabel("Password you were given").fill(password);
    await colleague.getByLabel("New password").fill(own);
    await colleague.getByRole("button", { name: "Save and continue" }).click();
  };
  await replace("leadline2026");
  await expect(colleague.getByText("on lists of common passwords or easy to guess").first()).toBeVisible();
  await replace("three brown owls sing");
  await colleague.waitForURL("**/sales?view=table");
  await expect(colleague.getByRole("link", { name: "Settings" })).toHaveCount(0);

  await page.getByRole("listitem").filter({ hasText: email }).getByRole("checkbox").click();
  await expect(page.getByRole("listitem").filter({ hasText: email }).getByText("disabled")).toBeVisible();
  await colleague.goto(`${ADDRESS}/dashboard`);
  await expect(colleague).toHaveURL(/\/login\?next=%2Fdashboard$/);
  await context.close();
});

test("disabling a person asks about their open work, and enabling them again does not make them an active operator", async ({
  page,
}) => {
  const stamp = Date.now();
  const email = `leaver-${stamp}@test.example`;
  const user = { email, name: `Leaver ${stamp}`, role: "operator", password: "a-long-password" };
  const { operator_id: operatorId } = (await api("POST", "/users", user)).body;
  const { id: sourceId } = (await api("POST", "/sources", { name: `Leavers ${stamp}` })).body;
  await api("POST", `/sources/${sourceId}/weights`, [{ operator_id: operatorId, weight: 10 }]);
  const enquiry = { lead_external_id: `leaver ${stamp}`, source_id: sourceId };
  expect((await api("POST", "/appeals", enquiry)).body).toMatchObject({ operator: { id: operatorId } });

  await page.goto("/settings/users");
  const row = page.getByRole("listitem").filter({ hasText: email });
  await row.getByRole("checkbox").click();
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText("1 enquiry");
  await sheet.getByRole("button", { name: "Deactivate" }).click();
  await expect(row.getByText("disabled")).toBeVisible();
  const before = await api("GET", `/operators/${operatorId}`);
  expect(before.body).toMatchObject({ is_active: false, current_load: 0 });
  await row.getByRole("checkbox").click();
  await expect(page.getByText("To give them enquiries, activate them in Team")).toBeVisible();
  expect((await api("GET", `/operators/${operatorId}`)).body).toMatchObject({ is_active: false });
});

test("removing your own admin role asks for confirmation", async ({ page }) => {
  await page.goto("/settings/users");
  const role = page.getByRole("listitem").filter({ hasText: admin().email }).getByRole("combobox");
  await role.selectOption("manager");
  await expect(page.getByRole("dialog")).toContainText("Change your own role to “Manager”?");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await expect(role).toHaveValue("admin");
});

test("a change by one person is shown to another within a second", async ({ page, browser }) => {
  const name = `Seen by both ${Date.now()}`;
  const context = await browser.newContext({
    storageState: await page.context().storageState(),
    baseURL: ADDRESS,
  });
  const other = await context.newPage();
  await other.goto("/leads");
  await page.getByRole("button", { name: "Add lead" }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Create lead" }).click();
  await expect(other.getByRole("article").filter({ hasText: name })).toBeVisible({ timeout: 3_000 });
  await context.close();
});
