import type { Page } from "@playwright/test";
import { graveProblems } from "./axe.ts";
import { cutOff } from "./cut-off.ts";
import { api, expect, test } from "./fixtures.ts";
import { enquire, newOperator, newSource } from "./operators.ts";

/** Waits longer: the effects of a change are shown within a second, or later on a shared machine. */
const LIVE = { timeout: 10_000 };

const figure = (page: Page, name: string) =>
  page.getByRole("region", { name: "Today in figures" }).getByRole("link", { name });

test("an operator's day: an appeal is offered, accepted, answered, closed and found again, and the figures follow", async ({
  browser,
}) => {
  const { page: day, operatorId, context } = await newOperator(browser, "Zoia");
  const sourceId = await newSource([[operatorId, 1]]);
  await day.goto("/dashboard");
  await expect(day.getByRole("heading", { level: 1, name: "My day" })).toBeVisible();
  await expect(day.getByText("Nothing to answer")).toBeVisible();
  await expect(day.getByText("No tasks due today")).toBeVisible();

  const client = `Day ${Date.now()}`;
  await enquire(sourceId, client);
  const answers = day.getByRole("region", { name: "To answer" });
  await expect(answers.getByText(client, { exact: true })).toBeVisible(LIVE);
  await expect(figure(day, "Open enquiries")).toContainText("1/10", LIVE);
  await answers.getByRole("button", { name: "Accept", exact: true }).click();
  await expect(answers.getByText("Offered to you")).toHaveCount(0);

  const inbox = await context.newPage();
  await inbox.goto("/dashboard");
  await inbox.getByRole("region", { name: "To answer" }).getByRole("link", { name: client }).click();
  await inbox.getByRole("textbox", { name: `Write to ${client}` }).fill("Good day, what do you need?");
  await inbox.keyboard.press("Control+Enter");
  await expect(inbox.getByText("Good day, what do you need?").first()).toBeVisible();
  await expect(figure(day, "Median first reply")).not.toContainText("–", LIVE);
  await inbox.getByRole("region", { name: client }).getByRole("button", { name: "Close" }).click();
  await expect(figure(day, "Closed today")).toContainText("Closed today1", LIVE);
  await expect(figure(day, "Open enquiries")).toContainText("0/10", LIVE);

  await figure(day, "Closed today").click();
  await day.getByRole("button", { name: client }).click();
  const conversation = day.getByRole("region", { name: client });
  await expect(conversation.getByText("Good day, what do you need?")).toBeVisible();
  await expect(conversation.getByText("If the client writes again, a new enquiry opens.")).toBeVisible();
  await expect(conversation.getByRole("textbox")).toHaveCount(0);
  await expect(day.getByRole("heading", { name: "Why me" })).toBeVisible();
  await expect(day.getByRole("link", { name: "Open lead" })).toBeVisible();
  await day.reload();
  await expect(conversation.getByText("Good day, what do you need?")).toBeVisible();
  await context.close();
});

test("overdue tasks are shown in the day and open the list that they are counted in", async ({ browser }) => {
  const { page, operatorId, context } = await newOperator(browser, "Stepan");
  await page.goto("/dashboard");
  const name = `Late ${Date.now()}`;
  const { body: lead } = await api("POST", "/leads", { source: "manual", name, owner_id: operatorId });
  const steps = page.getByRole("region", { name: "Next steps" });
  await expect(steps.getByText("No tasks due today")).toBeVisible();
  await api("PATCH", `/leads/${lead.id}`, { next_step: "Call back", next_step_at: "2026-01-02T10:00:00Z" });
  await expect(steps.getByRole("link", { name })).toBeVisible(LIVE);
  await steps.getByRole("link", { name: "Overdue 1" }).click();
  await expect(page.getByRole("row").filter({ hasText: name })).toBeVisible();
  await expect(page.getByText("overdue task")).toBeVisible();
  await context.close();
});

test("managers see everyone's or one operator's closed appeals, operators only theirs, and earlier ones load on demand", async ({
  page,
  browser,
}) => {
  const [one, other] = [await newOperator(browser, "Yana"), await newOperator(browser, "Yurii")];
  const [ofOne, ofOther] = [await newSource([[one.operatorId, 1]]), await newSource([[other.operatorId, 1]])];
  const names = [`Done by Yana ${Date.now()}`, `Done by Yurii ${Date.now()}`];
  for (const [place, sourceId] of [ofOne, ofOther].entries()) {
    const { body } = await enquire(sourceId, names[place] ?? "");
    await api("PATCH", `/appeals/${body.id}/close`);
  }
  await page.goto("/inbox");
  await page.getByRole("button", { name: "Closed", exact: true }).click();
  for (const name of names) await expect(page.getByRole("button", { name })).toBeVisible();
  await page.getByRole("combobox", { name: "Closed by" }).selectOption(String(one.operatorId));
  await expect(page.getByRole("button", { name: names[1] })).toHaveCount(0);
  await expect(page.getByRole("button", { name: names[0] })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: names[0] })).toBeVisible();
  await expect(page.getByRole("button", { name: names[1] })).toHaveCount(0);

  await one.page.getByRole("button", { name: "Closed", exact: true }).click();
  await expect(one.page.getByRole("button", { name: names[0] })).toBeVisible();
  await expect(one.page.getByRole("button", { name: names[1] })).toHaveCount(0);

  const faithful = { lead_external_id: `faithful-${Date.now()}`, source_id: ofOne, lead_name: "Faithful" };
  const { body: first } = await api("POST", "/appeals", { ...faithful, message: "The first question" });
  await api("PATCH", `/appeals/${first.id}/close`);
  const { body: second } = await api("POST", "/appeals", { ...faithful, message: "The second question" });
  await one.page.goto(`/inbox?appeal=${second.id}`);
  await one.page.getByText("1 earlier enquiry").click();
  await one.page.getByRole("link", { name: "The first question" }).click();
  await one.page.waitForURL(`**/inbox?view=closed&appeal=${first.id}`);
  await expect(one.page.getByText(`enquiry ${first.id}`)).toBeVisible();
  await one.context.close();
  await other.context.close();
});

test("on a phone the closed appeals are a tap away, with a way back", async ({ browser }) => {
  const { page, operatorId, context } = await newOperator(browser, "Khrystia", { width: 390, height: 844 });
  const sourceId = await newSource([[operatorId, 1]]);
  const name = `Closed on a phone ${Date.now()}`;
  const { body } = await enquire(sourceId, name);
  await api("PATCH", `/appeals/${body.id}/close`);
  await page.getByRole("button", { name: "Closed", exact: true }).tap();
  await page.getByRole("button", { name }).tap();
  await expect(page.getByRole("link", { name: "Open lead" })).toBeVisible();
  await page.getByRole("button", { name: "Back to list" }).tap();
  await expect(page.getByRole("button", { name })).toBeVisible();
  await expect(page).toHaveURL(/view=closed/);
  await context.close();
});

test("an operator's day passes axe in both themes, and fits a phone in Ukrainian and Russian", async ({
  browser,
}) => {
  const { page, operatorId, context } = await newOperator(browser, "Mobila", { width: 390, height: 844 });
  const sourceId = await newSource([[operatorId, 1]]);
  for (const client of ["Offered", "Accepted"]) await enquire(sourceId, `${client} ${Date.now()}`);
  for (const locale of ["en", "uk", "ru"]) {
    await context.addCookies([{ name: "locale", value: locale, url: page.url() }]);
    await page.goto("/dashboard");
    await expect(page.locator("html")).toHaveAttribute("lang", locale);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect([locale, await page.evaluate(cutOff)]).toEqual([locale, []]);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect([locale, colorScheme, ...(await graveProblems(page))]).toEqual([locale, colorScheme]);
    }
  }
  await context.close();
});
