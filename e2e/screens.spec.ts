import { graveProblems } from "./axe.ts";
import { api, expect, screensWithLead, test } from "./fixtures.ts";

test("axe finds no serious problem on any screen, in both themes", async ({ page }) => {
  test.setTimeout(180_000);
  for (const path of await screensWithLead()) {
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1, includeHidden: true }).first()).toBeVisible();
    expect.soft([path, ...(await graveProblems(page))]).toEqual([path]);
    // The themes differ only in colours.
    await page.emulateMedia({ colorScheme: "dark" });
    expect.soft([path, "dark", ...(await graveProblems(page, ["color-contrast"]))]).toEqual([path, "dark"]);
  }
});

test("every figure of the dashboard opens a list", async ({ page }) => {
  await page.goto("/dashboard");
  await page.getByRole("link", { name: /New leads/ }).click();
  await page.waitForURL("**/leads?*view=table&days=30");
  await expect(page.getByRole("table")).toBeVisible();
  await page.goto("/dashboard?days=90");
  await page.getByRole("region", { name: "Conversion" }).getByRole("button", { name: "Table" }).click();
  await expect(page.getByRole("rowheader", { name: "KYC" })).toBeVisible();

  const days = page.getByRole("region", { name: "Leads per day" }).first();
  await days.getByRole("button", { name: "Table" }).click();
  const day = days.getByRole("link", { name: /^[1-9]$/ }).first();
  const came = Number(await day.textContent());
  await day.click();
  await page.waitForURL("**/leads?*created_to=*");
  await expect(page.getByRole("row")).toHaveCount(came + 1);
});

test("the figure of an operator's enquiries opens exactly these enquiries", async ({ page }) => {
  await page.goto("/dashboard?days=365");
  const operators = page.getByRole("row").filter({ has: page.getByRole("link", { name: /^\d+\/\d+/ }) });
  const figure = operators.getByRole("link", { name: /^([1-9]|[1-4]\d)$/ }).first();
  const handled = Number(await figure.textContent());
  await figure.click();
  await page.waitForURL("**/inbox?view=closed&operator=*&created_from=*");
  const inbox = page.getByRole("region", { name: "Inbox" });
  await expect(inbox.getByRole("button", { name: "Remove filter Created since" })).toBeVisible();
  await expect(inbox.getByRole("listitem")).toHaveCount(handled);
});

test("amounts in another currency are shown beside the workspace's and are not added to them", async ({
  page,
}) => {
  const { body } = await api("GET", "/sales?stage=new&limit=1");
  const [sale] = body;
  await api("PATCH", `/sales/${sale.id}`, { amount: 1_000_000, currency: "usd" });
  await page.goto("/sales");
  const lane = page.getByRole("region", { name: "New", exact: true });
  await lane.getByRole("button", { name: /other currenc/ }).click();
  await lane.getByRole("link", { name: "USD" }).click();
  await page.waitForURL("**/sales?currency=USD");
  await expect(page.getByRole("button", { name: "Remove filter Currency" })).toBeVisible();

  await page.goto("/dashboard");
  await page.getByRole("button", { name: /other currenc/ }).click();
  await page.getByRole("link", { name: "USD" }).click();
  await page.waitForURL("**/sales?*currency=USD");
  await api("PATCH", `/sales/${sale.id}`, { amount: sale.amount, currency: sale.currency });
});

test("the dashboard shows any chosen days, and its lists show the same days", async ({ page }) => {
  await page.goto("/dashboard");
  await page.getByRole("button", { name: / to / }).click();
  await page.getByLabel("First day").fill("2026-01-10");
  await page.getByLabel("Last day").fill("2026-01-03");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.waitForURL("**/dashboard?*from=2026-01-03&to=2026-01-10");
  await expect(page.getByRole("button", { name: "3 Jan to 10 Jan" })).toBeVisible();
  await page.getByRole("link", { name: /New leads/ }).click();
  await page.waitForURL("**/leads?*created_from=2026-01-03&created_to=2026-01-10*");
});

test("a card is moved by its menu on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/leads");
  await page.getByRole("button", { name: "Move to…" }).first().click();
  await expect(
    page
      .getByRole("dialog")
      .getByText("Move one stage at a time")
      .or(page.getByRole("dialog").getByText("Needs"))
      .first(),
  ).toBeVisible();
});
