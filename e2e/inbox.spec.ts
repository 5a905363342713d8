import type { Route } from "@playwright/test";
import { api, createPerson, expect, leadline, signIn, test } from "./fixtures.ts";
import { enquire, newOperator, newSource } from "./operators.ts";
import { ADDRESS } from "./server.ts";

test("two operators and a manager: an appeal is offered, answered, returned, taken over and closed", async ({
  page,
  browser,
}) => {
  const [one, other] = [await newOperator(browser, "Nadia"), await newOperator(browser, "Petro")];
  const sourceId = await newSource([
    [one.operatorId, 1],
    [other.operatorId, 1],
  ]);
  await page.goto("/inbox");
  await page.getByRole("button", { name: "Everyone" }).click();

  const client = `Client ${Date.now()}`;
  const { body: appeal } = await enquire(sourceId, client);
  const [has, waits] = appeal.operator.id === one.operatorId ? [one, other] : [other, one];
  await expect(has.page.getByText(client).first()).toBeVisible({ timeout: 3_000 });
  await expect(page.getByText(client).first()).toBeVisible({ timeout: 3_000 });
  await expect(waits.page.getByText(client)).toHaveCount(0);

  await has.page.getByRole("button", { name: "Return…" }).first().click();
  await has.page.getByRole("button", { name: "Not my area" }).click();
  await has.page.getByRole("dialog").getByRole("button", { name: "Return", exact: true }).click();
  await expect(waits.page.getByText(client).first()).toBeVisible({ timeout: 3_000 });
  await expect(has.page.getByRole("button", { name: client })).toHaveCount(0);

  await waits.page.getByRole("button", { name: "Accept", exact: true }).click();
  await waits.page.getByRole("button", { name: client }).click();
  await waits.page.getByRole("textbox", { name: `Write to ${client}` }).fill("Good day, how can we help?");
  await waits.page.keyboard.press("Control+Enter");
  await expect(waits.page.getByText("Good day, how can we help?").first()).toBeVisible();
  await expect(waits.page.getByRole("heading", { name: "Why me" })).toBeVisible();

  await page.getByRole("button", { name: client }).click();
  await page.getByRole("button", { name: "Assign…" }).click();
  await page.getByRole("list", { name: "Assign to" }).getByRole("button", { name: "Admin" }).first().click();
  await expect(waits.page.getByRole("button", { name: client })).toHaveCount(0);
  await page.getByRole("region", { name: client }).getByRole("button", { name: "Close" }).click();
  await expect.poll(async () => (await api("GET", `/appeals/${appeal.id}`)).body.status).toBe("closed");
  await one.context.close();
  await other.context.close();
});

test("a manager assigns a waiting appeal by dragging it; an operator at their limit can't take it", async ({
  page,
  browser,
}) => {
  const takerName = `Olesia ${Date.now()}`;
  const taker = await newOperator(browser, takerName);
  const full = await api("POST", "/operators", { name: `Full ${Date.now()}`, max_load: 0 });
  const sourceId = await newSource([]);
  const client = `Dragged ${Date.now()}`;
  const { body: appeal } = await enquire(sourceId, client);
  await page.goto("/inbox?view=everybody&attention=waiting");
  const row = page.getByRole("button", { name: client });
  await expect(row).toBeVisible();
  await expect(page.getByRole("heading", { name: /^Unassigned/ })).toBeVisible();
  await page.getByRole("button", { name: "Show all open enquiries" }).click();
  await expect(page).toHaveURL(/\/inbox\?view=everybody$/);
  await row.hover();
  await page.mouse.down();
  await page.mouse.move(600, 300, { steps: 5 });
  const target = (name: string) => page.getByRole("listitem").filter({ hasText: name });
  await expect(target(full.body.name)).toContainText("at limit");
  await target(takerName).hover();
  // An operator who gets room during the drag does not move the target away from under the pointer.
  const roomy = `Roomy ${Date.now()}`;
  await api("POST", "/operators", { name: roomy, max_load: 500 });
  await expect(target(roomy)).toBeVisible();
  await page.mouse.up();
  await expect(taker.page.getByText(client).first()).toBeVisible({ timeout: 3_000 });
  const { body: given } = await api("GET", `/appeals/${appeal.id}`);
  expect(given).toMatchObject({ status: "active", operator: { id: taker.operatorId } });
  await taker.context.close();
});

test("an operator who is away gets no appeals, and gets the waiting ones when they are back", async ({
  browser,
}) => {
  const { page, operatorId, context } = await newOperator(browser, "Vira");
  const sourceId = await newSource([[operatorId, 1]]);
  const set = async (from: string, to: string) => {
    await page.getByRole("button", { name: `My presence: ${from}` }).click();
    await page.getByRole("button", { name: to, exact: true }).click();
    await expect(page.getByRole("button", { name: `My presence: ${to}` })).toBeVisible();
  };
  await set("Available", "Away");
  const client = `Patient ${Date.now()}`;
  const { body: appeal } = await enquire(sourceId, client);
  expect(appeal).toMatchObject({ operator: null, status: "waiting" });
  await set("Away", "Available");
  await expect(page.getByText("Offered to you")).toBeVisible({ timeout: 3_000 });
  await expect(page.getByText(client).first()).toBeVisible();
  // A presence that could not be saved is reported, and the old one stays on the screen.
  await context.setOffline(true);
  await page.getByRole("button", { name: "My presence: Available" }).click();
  await page.getByRole("button", { name: "Away", exact: true }).click();
  await expect(page.getByText("Couldn’t change your presence.")).toBeVisible();
  await expect(page.getByRole("button", { name: "My presence: Available" })).toBeVisible();
  await context.close();
});

test("the keyboard alone moves, replies, sends, closes and goes to the next appeal", async ({ browser }) => {
  const { page, operatorId, context } = await newOperator(browser, "Klava");
  const sourceId = await newSource([[operatorId, 1]]);
  const names = [`Key A ${Date.now()}`, `Key B ${Date.now()}`];
  for (const name of names) {
    const { body } = await enquire(sourceId, name);
    await api("POST", `/appeals/${body.id}/accept`);
  }
  await expect(page.getByRole("heading", { name: "To answer 2" })).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { name: names[0] ?? "" })).toBeVisible();
  await page.keyboard.press("r");
  await page.keyboard.type("Answered by keys");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Answered by keys").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await expect(page.getByRole("button", { name: names[0] ?? "" })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: names[1] ?? "" })).toBeVisible();
  await context.close();
});

const isAction = (route: Route) => route.request().headers()["next-action"] !== undefined;

test("a late answer to a close does not navigate an operator who went elsewhere", async ({ browser }) => {
  const { page, operatorId, context } = await newOperator(browser, "Stepan");
  const sourceId = await newSource([[operatorId, 1]]);
  const [done, next, other] = [`Late A ${Date.now()}`, `Late B ${Date.now()}`, `Late C ${Date.now()}`];
  const ids: number[] = [];
  for (const name of [done, next, other]) {
    const { body } = await enquire(sourceId, name);
    await api("POST", `/appeals/${body.id}/accept`);
    ids.push(body.id);
  }
  let line = Promise.withResolvers<void>();
  await page.route("**/*", async (route) => {
    if (isAction(route)) await line.promise;
    await route.continue();
  });
  const row = (name: string) => page.getByRole("button", { name });
  const heading = (name: string) => page.getByRole("heading", { name, exact: true });
  await row(done).click();
  await expect(heading(done)).toBeVisible();
  await page.keyboard.press("e");
  await row(other).click();
  await expect(heading(other)).toBeVisible();
  await page.keyboard.press("r");
  await page.keyboard.type("Half a sent");
  line.resolve();
  await expect(row(done)).toHaveCount(0);
  await page.keyboard.type("ence");
  await expect(page.getByRole("textbox", { name: `Write to ${other}` })).toHaveValue("Half a sentence");
  expect((await api("GET", `/appeals/${ids[1]}`)).body.status).toBe("active");

  line = Promise.withResolvers();
  await row(next).click();
  await expect(heading(next)).toBeVisible();
  await page.keyboard.press("e");
  await page.getByRole("button", { name: "Closed", exact: true }).click();
  await expect(row(done)).toBeVisible();
  line.resolve();
  await expect(row(next)).toBeVisible();
  await expect(page).toHaveURL("/inbox?view=closed");
  await context.close();
});

test("a queue longer than a page starts with the next appeal, counts all, and loads the rest", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const made = leadline("workspace", "create", "--name", `Long queue ${Date.now()}`);
  const workspace = /Workspace (\d+)/.exec(made)?.[1] ?? "";
  const key = leadline("api-key", "create", "--name", "e2e", "--scope", "admin", "--workspace", workspace);
  const context = await browser.newContext({ baseURL: ADDRESS });
  const page = await context.newPage();
  const person = { email: `queue-${Date.now()}@example.com`, password: "a-long-password-of-a-test" };
  await createPerson({ ...person, name: "Queue", role: "manager" }, key);
  const { body: source } = await api("POST", "/sources", { name: "Web form" }, key);
  const numbers = Array.from({ length: 250 }, (_, place) => place + 1);
  const enquiries = numbers.map((number) => ({
    source_id: source.id,
    lead_external_id: `queue-${number}`,
    lead_name: number === 2 ? "Urgent" : `Client ${number}.`,
    priority: number === 2 ? 9 : 0,
  }));
  await api("POST", "/appeals/batch", enquiries, key);
  await signIn(page, person);

  await page.goto("/inbox");
  await expect(page.getByRole("heading", { name: "Unassigned 250" })).toBeVisible();
  const rows = page.getByRole("region", { name: "Inbox" }).getByRole("listitem");
  await expect(rows.nth(0)).toContainText("Urgent");
  await expect(rows.nth(1)).toContainText("Client 1.");
  await expect(rows).toHaveCount(200);
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(rows).toHaveCount(250);
  await expect(rows.nth(249)).toContainText("Client 250.");
  await expect(page.getByRole("button", { name: "Load more" })).toHaveCount(0);

  await page.goto("/distribution");
  await page.getByRole("button", { name: "Web form" }).click();
  const queue = page.getByRole("region", { name: "Waiting" });
  await expect(queue.getByRole("heading")).toContainText("250");
  await expect(queue.getByRole("listitem").nth(0)).toContainText("Urgent");

  const { body: operator } = await api("POST", "/operators", { name: "Quick", max_load: 300 }, key);
  await api("POST", `/sources/${source.id}/weights`, [{ operator_id: operator.id, weight: 1 }], key);
  await page.goto("/inbox?view=everybody");
  await expect(page.getByRole("heading", { name: "Offered, not accepted yet 200+" })).toBeVisible();
  await page.getByRole("button", { name: "Client 1." }).click();
  const field = page.getByRole("textbox", { name: "Write to Client 1." });
  await field.fill("We are here");
  await page.keyboard.press("Control+Enter");
  // The answered appeal moves beyond the loaded part of the list, and its conversation stays open.
  await expect(page.getByRole("button", { name: "Client 1." })).toHaveCount(0, { timeout: 15_000 });
  await field.fill("And we deliver");
  await page.keyboard.press("Control+Enter");
  await expect(field).toHaveValue("", { timeout: 15_000 });
  await context.close();
});

test("on a phone: the list, the conversation, a kept draft, and back", async ({ browser }) => {
  const { page, operatorId, context } = await newOperator(browser, "Tania", { width: 390, height: 844 });
  const sourceId = await newSource([[operatorId, 1]]);
  const name = `Phone ${Date.now()}`;
  await enquire(sourceId, name);
  await page.getByRole("button", { name: "Accept", exact: true }).tap();
  await page.getByRole("button", { name }).tap();
  await page.getByRole("textbox").last().fill("Half an ans");
  await expect(page.getByText("Draft saved")).toBeVisible();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBe(0);
  await page.getByRole("button", { name: "Back to list" }).tap();
  await page.reload();
  await page.getByRole("button", { name }).tap();
  await expect(page.getByRole("textbox").last()).toHaveValue("Half an ans");
  await context.close();
});
