import type { Page, Route } from "@playwright/test";
import { newAdminPage, newLead, textsOf, withOpenAppeal } from "./conversations.ts";
import { api, expect as baseExpect, test } from "./fixtures.ts";
import { enquire, newOperator, newSource } from "./operators.ts";

/** Waits longer, because many tests use slow connections, on shared machines. */
const expect = baseExpect.configure({ timeout: 15_000 });
test.setTimeout(120_000);

const isAction = (route: Route) => route.request().headers()["next-action"] !== undefined;

/** Delays each change by this many milliseconds. */
const slowDown = (page: Page, delay: number) =>
  page.route("**/*", async (route) => {
    if (isAction(route)) await page.waitForTimeout(delay);
    await route.continue().catch(() => {});
  });

/** The server gets the next change, and its answer is lost. */
async function loseNextAnswer(page: Page, isChange = isAction) {
  let isLost = false;
  await page.route("**/*", async (route) => {
    if (isLost || !isChange(route)) return route.fallback();
    isLost = true;
    await route.fetch();
    await route.abort();
  });
}

test("on a slow connection only the sent text leaves the field", async ({ browser }) => {
  const { page, context, field, appeal } = await withOpenAppeal(browser, "Lina");
  await slowDown(page, 1_500);
  await field.fill("first");
  await field.press("Control+Enter");
  await field.press("End");
  await page.keyboard.type(" second");
  await expect.poll(() => textsOf(appeal.lead_id)).toContain("first");
  await expect(field).toHaveValue("second");
  await context.close();
});

test("a lost answer of the server causes no second message, and is reported", async ({ browser }) => {
  const { page, context, field, appeal } = await withOpenAppeal(browser, "Zoya");
  await loseNextAnswer(page);
  await field.fill("Only once");
  await field.press("Control+Enter");
  await expect(page.getByText("it may have received this").first()).toBeVisible();
  await expect(field).toHaveValue("Only once");
  await field.press("Control+Enter");
  await expect(field).toHaveValue("");
  const texts = await textsOf(appeal.lead_id);
  expect(texts.filter((text) => text === "Only once")).toHaveLength(1);
  // Sending the same words again is another message.
  await field.fill("Only once");
  await field.press("Control+Enter");
  await expect(field).toHaveValue("");
  expect((await textsOf(appeal.lead_id)).filter((text) => text === "Only once")).toHaveLength(2);
  await context.close();
});

test("a new lead whose answer is lost is created once when it is sent again", async ({ browser }) => {
  const { page, context } = await newAdminPage(browser);
  const name = `Once ${Date.now()}`;
  const found = async () => (await api("GET", `/leads?q=${encodeURIComponent(name)}`)).body.length;
  await page.getByRole("button", { name: "Add lead" }).click();
  const form = page.getByRole("dialog", { name: "New lead" });
  await form.getByLabel("Name", { exact: true }).fill(name);
  await loseNextAnswer(page);
  const create = form.getByRole("button", { name: "Create lead" });
  await create.click();
  await expect(form.getByRole("alert")).toContainText("it may have received this. Send it again");
  expect(await found()).toBe(1);
  // A request with another content is no repetition and would create a second lead.
  await form.getByLabel("Phone").fill("+380441112233");
  await create.click();
  await expect(form.getByRole("alert")).toContainText("Your first version was already saved");
  await form.getByLabel("Phone").fill("");
  await create.click();
  await expect(page.getByRole("dialog", { name: "Lead", exact: true })).toContainText(name);
  expect(await found()).toBe(1);
  await context.close();
});

test("a bulk change whose answer is lost is one job, which is shown", async ({ browser }) => {
  const stamp = Date.now();
  const { body: operator } = await api("POST", "/operators", { name: `Taker ${stamp}`, max_load: 9 });
  const { body: source } = await api("POST", "/sources", { name: `Lost answer ${stamp}` });
  await api("POST", "/leads", { source: source.code, name: "Larch" });
  const { page, context } = await newAdminPage(browser);
  await page.goto(`/leads?source=${source.code}`);
  await page.getByRole("article").filter({ hasText: "Larch" }).hover();
  await page.getByRole("checkbox", { name: "Select Larch" }).check();
  await loseNextAnswer(page, (route) => route.request().url().endsWith("/leads/bulk"));
  const assign = async () => {
    await page.getByRole("button", { name: "Assign…", exact: true }).click();
    await page.getByRole("button", { name: operator.name }).click();
  };
  await assign();
  await expect(page.getByText("it may have received this. Send it again")).toBeVisible();
  await expect(page.getByText("Couldn’t start the change.")).toHaveCount(0);
  await assign();
  await expect(page.getByText("1 selected")).toHaveCount(0);
  await expect(page.getByText("1 lead assigned")).toBeVisible();
  const { body: jobs } = await api("GET", "/bulk-jobs?limit=100");
  const own = (jobs as { action: { operator_id?: number } }[]).filter(
    ({ action }) => action.operator_id === operator.id,
  );
  expect(own).toHaveLength(1);
  await context.close();
});

test("a key whose answer is lost is created once, and its secret is reported as lost", async ({
  browser,
}) => {
  const { page, context } = await newAdminPage(browser);
  const name = `Lost ${Date.now()}`;
  await page.goto("/settings/api-keys");
  await page.getByRole("button", { name: "Add key" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name").fill(name);
  await loseNextAnswer(page);
  const create = form.getByRole("button", { name: "Create key" });
  await create.click();
  await expect(page.getByText("it may have received this. Send it again")).toBeVisible();
  await create.click();
  await expect(page.getByText("the response got lost, so it can’t be shown again")).toBeVisible();
  await form.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: name })).toHaveCount(1);
  await context.close();
});

test("an undo that failed can be tried again; an older one is not offered", async ({ browser }) => {
  const { page, context } = await newAdminPage(browser);
  const name = `Undone ${Date.now()}`;
  const leadId = await newLead(name);
  await page.goto(`/leads?q=${encodeURIComponent(name)}`);
  const card = page.getByRole("group").filter({ hasText: name });
  for (const stage of ["Contacted", "Qualified"]) {
    await card.focus();
    await page.keyboard.press("m");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: new RegExp(`^${stage}`) })
      .click();
    await expect(page.getByText(`${name} moved to ${stage}`)).toBeVisible();
  }
  await expect(page.getByRole("button", { name: "Undo" })).toHaveCount(1);
  await page.route("**/*", (route) => (isAction(route) ? route.abort() : route.fallback()));
  await page.keyboard.press("z");
  await expect(page.getByText("Couldn’t undo the move.")).toBeVisible();
  await page.unrouteAll();
  await page.keyboard.press("z");
  await expect(page.getByRole("region", { name: "Contacted" }).getByText(name)).toBeVisible();
  await expect
    .poll(async () => (await api("GET", `/leads/${leadId}`)).body.stage, { timeout: 5_000 })
    .toBe("contacted");
  await context.close();
});

test("accept and close, each pressed twice, are sent once", async ({ browser }) => {
  const { page, context, operatorId } = await newOperator(browser, "Twice");
  const sourceId = await newSource([[operatorId, 1]]);
  const client = `Twice ${Date.now()}`;
  await enquire(sourceId, client);
  await slowDown(page, 500);
  let sent = 0;
  page.on("request", (request) => {
    if (request.headers()["next-action"]) sent += 1;
  });
  await page.getByRole("button", { name: "Accept", exact: true }).dblclick();
  await expect(page.getByText("Offered to you")).toHaveCount(0);
  expect(sent).toBe(1);
  await page.getByRole("button", { name: client }).click();
  // The keys now apply to the open conversation.
  await expect(
    page.getByRole("region", { name: client }).getByRole("button", { name: "Close" }),
  ).toBeVisible();
  await page.keyboard.press("e");
  await page.keyboard.press("e");
  await expect(page.getByRole("button", { name: client })).toHaveCount(0);
  expect(sent).toBe(2);
  await context.close();
});
