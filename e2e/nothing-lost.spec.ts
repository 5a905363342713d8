import { newAdminPage, newLead, newSale, textsOf, withOpenAppeal } from "./conversations.ts";
import { api, expect as baseExpect, createPerson, signIn, test } from "./fixtures.ts";

/** Waits longer, because many tests wait for the change of another person, on shared machines. */
const expect = baseExpect.configure({ timeout: 15_000 });
test.setTimeout(120_000);

test("a read that fails during typing leaves the inbox, the table and the drawer unchanged", async ({
  browser,
}) => {
  const { page, context, field, client } = await withOpenAppeal(browser, "Stefa");
  await field.fill("Half an ans");
  let failed = 0;
  await context.route("**/api/v1/appeals?*", (route) => {
    failed += 1;
    return route.abort();
  });
  await api("POST", "/leads", { source: "scanner", name: `Elsewhere ${Date.now()}` });
  const { body: list } = await api("GET", `/appeals?status=active&limit=1`);
  await api("POST", `/appeals/${list[0].id}/messages`, { text: "more", direction: "in" });
  await expect.poll(() => failed, { timeout: 15_000 }).toBeGreaterThan(1);
  await page.waitForTimeout(3_000);
  await expect(page.getByRole("heading", { name: client })).toBeVisible();
  await expect(field).toHaveValue("Half an ans");
  await context.close();

  const manager = await newAdminPage(browser);
  const name = `Table ${Date.now()}`;
  const leadId = await newLead(name);
  await manager.page.goto(`/leads?view=table&q=${encodeURIComponent(name)}`);
  await manager.page.getByRole("button", { name: "Edit Phone: Add" }).click();
  await manager.page.keyboard.type("+38044");
  await manager.context.route("**/api/v1/leads?*", (route) => route.abort());
  await api("PATCH", `/leads/${leadId}`, { country: "UA" });
  await manager.page.waitForTimeout(4_000);
  await expect(manager.page.getByRole("textbox", { name: "Phone", exact: true })).toHaveValue("+38044");
  await manager.page.keyboard.press("Escape");
  const read = manager.page.waitForResponse(`**/api/v1/leads/${leadId}`);
  await manager.page.goto(`/leads/${leadId}`);
  await read;
  const drawer = manager.page.getByRole("dialog", { name: "Lead", exact: true });
  await expect(drawer).toContainText(name);
  await manager.context.route(`**/api/v1/leads/${leadId}`, (route) => route.abort());
  await api("PATCH", `/leads/${leadId}`, { country: "PL" });
  await manager.page.waitForTimeout(4_000);
  await expect(drawer.getByText("Couldn’t load this lead")).toHaveCount(0);
  await manager.context.close();
});

test("text in the drawer is kept across its tabs, Escape, a click outside and a reload", async ({ page }) => {
  const leadId = await newLead(`Draft ${Date.now()}`);
  const field = page.getByRole("dialog", { name: "Lead", exact: true }).getByRole("textbox", {
    name: "Log a message to",
  });
  await page.goto(`/leads/${leadId}`);
  await field.fill("They want two");
  await page.getByRole("tab", { name: "Timeline" }).click();
  await page.getByRole("tab", { name: "Conversation" }).click();
  await expect(field).toHaveValue("They want two");
  await page.keyboard.press("Escape");
  await expect(field).toHaveCount(0);
  await page.goto(`/leads/${leadId}`);
  await expect(field).toHaveValue("They want two");
  await page.mouse.click(100, 500);
  await expect(field).toHaveCount(0);
  await page.goto(`/leads/${leadId}`);
  await expect(field).toHaveValue("They want two");
  await field.press("Control+Enter");
  await expect(field).toHaveValue("");
  expect(await textsOf(leadId)).toEqual(["They want two"]);
});

test("a text that is too long is kept whole, is counted, and is sent once it fits", async ({ page }) => {
  const leadId = await newLead(`Long ${Date.now()}`);
  await page.goto(`/leads/${leadId}`);
  const drawer = page.getByRole("dialog", { name: "Lead", exact: true });
  const field = drawer.getByRole("textbox", { name: "Log a message to" });
  const text = "x".repeat(10_025);
  await field.fill(text);
  await expect(drawer.getByText("25 characters over the limit")).toBeVisible();
  await expect(field).toHaveValue(text);
  await expect(drawer.getByRole("button", { name: "Log message", exact: true })).toBeDisabled();
  await page.reload();
  await expect(field).toHaveValue(text);
  await field.fill(text.slice(25));
  await expect(drawer.getByText("10,000 of 10,000 characters")).toBeVisible();
  await field.press("Control+Enter");
  await expect(field).toHaveValue("");
  expect(await textsOf(leadId)).toEqual([text.slice(25)]);
});

test("one person's unsent text is not shown to the next person in the same browser, and is restored for the first", async ({
  page,
}) => {
  const next = { email: `next-${Date.now()}@example.com`, password: "a-long-password-of-a-test" };
  await createPerson({ ...next, name: "Next One", role: "manager" });
  const leadId = await newLead(`Shared desk ${Date.now()}`);
  const field = page.getByRole("textbox", { name: "Log a message to" });
  const open = async (person?: typeof next) => {
    await page.context().clearCookies();
    await signIn(page, person);
    await page.goto(`/leads/${leadId}`);
    await expect(field).toBeEditable();
  };
  await page.goto(`/leads/${leadId}`);
  await field.fill("Between us");
  await open(next);
  await expect(field).toHaveValue("");
  await field.fill("And I");
  await open();
  await expect(field).toHaveValue("Between us");
});

test("a click outside does not close a form or a secret that is shown once", async ({ page }) => {
  await page.getByRole("button", { name: "Add lead" }).click();
  const form = page.getByRole("dialog", { name: "New lead" });
  await form.getByLabel("Name", { exact: true }).fill("Half a name");
  await page.mouse.click(300, 500);
  await expect(form.getByLabel("Name", { exact: true })).toHaveValue("Half a name");
  await page.keyboard.press("Escape");
  await expect(form).toHaveCount(0);
  await page.getByRole("button", { name: "Add lead" }).click();
  await expect(form.getByLabel("Name", { exact: true })).toHaveValue("Half a name");
});

const newOperatorId = async (name: string): Promise<number> =>
  (await api("POST", "/operators", { name })).body.id;

test("a sale that Escape closed opens with the stored values", async ({ page }) => {
  const name = `Stored ${Date.now()}`;
  const ownerId = await newOperatorId(name);
  await newSale(name, ownerId, 50_000);
  await page.goto(`/sales?owner_id=${ownerId}`);
  const sheet = page.getByRole("dialog", { name });
  for (const _time of [1, 2]) {
    await page.getByRole("article").filter({ hasText: name }).click();
    await expect(sheet.getByLabel("Amount")).toHaveValue("50000");
    await sheet.getByLabel("Amount").fill("5000");
    await page.keyboard.press("Escape");
    await expect(sheet).toHaveCount(0);
  }
});

test("an appeal that another person closes stays readable, with the draft", async ({ browser }) => {
  const { page, context, field, appeal, client } = await withOpenAppeal(browser, "Marta");
  await field.fill("I was just writ");
  expect((await api("PATCH", `/appeals/${appeal.id}/close`)).status).toBe(200);
  await expect(page.getByText("e2e closed it.")).toBeVisible();
  await expect(page.getByText("Your draft is saved with the lead.")).toBeVisible();
  await page.keyboard.type("ing, ej");
  await expect(field).toHaveValue("I was just writing, ej");
  await expect(page.getByText(`Question of ${client}`).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Send" })).toBeDisabled();
  await page.getByRole("link", { name: "Open lead" }).first().click();
  await expect(page.getByRole("textbox", { name: "Log a message to" })).toHaveValue("I was just writing, ej");
  await context.close();
});

test("a row in editing stays when it no longer matches the filter", async ({ page }) => {
  const name = `Leaves ${Date.now()}`;
  const leadId = await newLead(name);
  await page.goto(`/leads?view=table&stage=new&q=${encodeURIComponent(name)}`);
  await page.getByRole("button", { name: "Edit Phone: Add" }).click();
  await page.keyboard.type("+38044");
  await api("PATCH", `/leads/${leadId}/stage`, { stage: "contacted" });
  await page.waitForTimeout(2_500);
  await page.keyboard.type("1234567");
  await page.keyboard.press("Enter");
  await expect(page.getByText("No leads match")).toBeVisible();
  expect((await api("GET", `/leads/${leadId}`)).body.phone).toBe("+380441234567");
});

test("a sale in editing stays open when it leaves the board, and shows others' changes", async ({ page }) => {
  const name = `Given away ${Date.now()}`;
  const [first, second] = [await newOperatorId(`First ${name}`), await newOperatorId(`Second ${name}`)];
  const sale = await newSale(name, first);
  await page.goto(`/sales?owner_id=${first}`);
  await page.getByRole("article").filter({ hasText: name }).click();
  const sheet = page.getByRole("dialog", { name });
  await sheet.getByLabel("Amount").fill("1234");
  await api("PATCH", `/sales/${sale.id}`, { owner_id: second });
  await expect(page.getByRole("article").filter({ hasText: name })).toHaveCount(0);
  await expect(sheet.getByLabel("Amount")).toHaveValue("1234");
  await sheet.getByRole("button", { name: "Save" }).click();
  await expect(sheet.getByRole("status")).toContainText(`Second ${name}`);
  await sheet.getByRole("button", { name: "Save" }).click();
  await expect(sheet).toHaveCount(0);
  expect((await api("GET", `/sales/${sale.id}`)).body).toMatchObject({ amount: 1234, owner_id: first });
});

test("a stage change in the drawer that meets another person's change says what they changed", async ({
  browser,
}) => {
  const { page, context } = await newAdminPage(browser);
  const leadId = await newLead(`Stage ${Date.now()}`);
  const read = page.waitForResponse(`**/api/v1/leads/${leadId}`);
  await page.goto(`/leads/${leadId}`);
  await read;
  const step = page
    .getByRole("dialog", { name: "Lead", exact: true })
    .getByRole("button", { name: /^Contacted/ });
  await expect(step).toBeEnabled();
  // The live event comes too late.
  const reads = /api\/v1\/(leads|board)\//;
  await page.route(reads, (route) => route.abort());
  await api("PATCH", `/leads/${leadId}`, { next_step: "After" });
  await step.click();
  const sheet = page.getByRole("dialog", { name: "Someone else changed this card" });
  await expect(sheet).toContainText("After");
  await page.unroute(reads);
  await sheet.getByRole("button", { name: "Move to Contacted" }).click();
  await expect.poll(async () => (await api("GET", `/leads/${leadId}`)).body.stage).toBe("contacted");
  await context.close();
});

test("after a loss, with or without a reason, and after its undo, the focus is on the card", async ({
  page,
}) => {
  const name = `Focus ${Date.now()}`;
  await newLead(name);
  await page.goto(`/leads?q=${encodeURIComponent(name)}`);
  const card = page.getByRole("group").filter({ hasText: name });
  const toLost = async () => {
    await page.keyboard.press("m");
    await page.getByRole("dialog").getByRole("button", { name: /^Lost/ }).click();
    await expect(page.getByRole("dialog").getByRole("textbox")).toBeFocused();
  };
  await card.focus();
  await toLost();
  await page.keyboard.press("Escape");
  await expect(card).toBeFocused();
  await toLost();
  await page.keyboard.type("No budget");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(`${name} moved to Lost`)).toBeVisible();
  await expect(card).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("region", { name: "New", exact: true }).getByText(name)).toBeVisible();
  await expect(card).toBeFocused();
});
