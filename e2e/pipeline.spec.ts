import { api, dragTo, expect, test } from "./fixtures.ts";

test("a lead created by hand is moved to paid with the mouse, and the funnel counts it", async ({ page }) => {
  const name = `Галичина Меблі ${Date.now()}`;
  const before = (await api("GET", "/dashboard/conversion-funnel")).body as { reached: number }[];

  await page.getByRole("button", { name: "Add lead" }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Business domain").fill("Furniture");
  await page.getByLabel("Source").selectOption("partner");
  await page.getByRole("button", { name: "Create lead" }).click();
  await expect(page.getByRole("heading", { name, level: 2 })).toBeVisible();
  await page.getByRole("button", { name: "Close" }).first().click();

  await dragTo(page, name, "Contacted");
  await expect(page.getByText(`${name} moved to Contacted`)).toBeVisible();
  await dragTo(page, name, "Qualified");
  await expect(page.getByText(`${name} moved to Qualified`)).toBeVisible();

  await page.getByRole("article").filter({ hasText: name }).click();
  await page.getByLabel(/^Log a message to/).fill("Вітаю! Надішлю прайс сьогодні.");
  await page.getByRole("button", { name: "Log message" }).click();
  await expect(page.getByText("Надішлю прайс")).toBeVisible();
  await page.getByRole("button", { name: "Score lead", exact: true }).click();
  await expect(page.getByText("Ready for sales.")).toBeVisible();
  await page.getByRole("button", { name: "Close" }).first().click();

  await dragTo(page, name, "Transferred");
  await page.getByLabel("Amount").fill("50000");
  await page.getByRole("button", { name: "Transfer lead", exact: true }).click();
  await expect(page.getByText(`${name} transferred to sales`)).toBeVisible();

  await page.getByRole("link", { name: "Sales" }).click();
  await expect(page.getByRole("article").filter({ hasText: name })).toContainText("₴50,000");
  for (const stage of ["KYC", "Agreement", "Paid"]) {
    await dragTo(page, name, stage);
    await expect(page.getByText(`${name} moved to ${stage}`)).toBeVisible();
  }
  const after = (await api("GET", "/dashboard/conversion-funnel")).body as { reached: number }[];
  expect(after.map(({ reached }, step) => reached - (before[step]?.reached ?? 0))).toEqual([
    1, 1, 1, 1, 1, 1, 1,
  ]);
});

test("a refused lane says why as soon as the card is lifted, and the card returns", async ({ page }) => {
  const name = `Without domain ${Date.now()}`;
  await api("POST", "/leads", { source: "manual", name });
  await page.reload();
  const card = await page.getByRole("article").filter({ hasText: name }).boundingBox();
  if (!card) throw new Error("no card");
  await page.mouse.move(card.x + 40, card.y + 30);
  await page.mouse.down();
  await page.mouse.move(card.x + 60, card.y + 60, { steps: 5 });
  const refused = page.getByRole("region", { name: "Transferred" });
  await expect(refused.getByText("Can’t move here yet")).toBeVisible();
  await expect(refused.getByText("Needs a business domain")).toBeVisible();
  await expect(page.getByRole("region", { name: "Lost" }).getByText("asks for a reason")).toBeVisible();
  const box = await refused.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 100, (box?.y ?? 0) + 150, { steps: 10 });
  await page.mouse.up();
  await expect(page.getByRole("region", { name: "New", exact: true }).getByText(name)).toBeVisible();
});

test("lost asks for a reason, cancel returns the card, and undo reverts a move", async ({ page }) => {
  const name = `Never answers ${Date.now()}`;
  await api("POST", "/leads", { source: "scanner", name });
  await page.reload();
  await dragTo(page, name, "Lost");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("region", { name: "New", exact: true }).getByText(name)).toBeVisible();
  await dragTo(page, name, "Lost");
  await page.getByRole("button", { name: "No response" }).click();
  await page.getByRole("button", { name: "Mark as lost" }).click();
  await expect(page.getByText(`${name} moved to Lost`)).toBeVisible();
  await page.keyboard.press("z");
  await expect(page.getByRole("region", { name: "New", exact: true }).getByText(name)).toBeVisible();
});

test("a gate opens its field by keyboard, and the first score takes one click", async ({ page }) => {
  const name = `Behind gates ${Date.now()}`;
  const { id } = (await api("POST", "/leads", { source: "manual", name })).body;
  await page.goto(`/leads/${id}`);
  const drawer = page.getByRole("dialog", { name: "Lead", exact: true });
  const domain = drawer.getByRole("button", { name: "Needs a business domain" });
  await domain.focus();
  await page.keyboard.press("Enter");
  await expect(drawer.getByLabel("Business domain", { exact: true })).toBeFocused();
  await page.keyboard.type("Furniture");
  await page.keyboard.press("Enter");
  await expect(domain).toHaveCount(0);
  await expect(drawer.getByText("Business domain is known")).toBeVisible();
  await drawer.getByRole("button", { name: /^Qualify it first/ }).click();
  await expect(drawer.getByRole("button", { name: /^Contacted/ })).toBeFocused();
  await drawer.getByRole("button", { name: "Score now" }).click();
  await expect(drawer.getByRole("button", { name: /^Needs a score/ })).toHaveCount(0);
});

test("the keyboard alone moves a card", async ({ page }) => {
  const name = `By keyboard ${Date.now()}`;
  await api("POST", "/leads", { source: "scanner", name });
  await page.reload();
  const card = page.getByRole("group").filter({ hasText: name });
  await card.focus();
  await page.keyboard.press("m");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Contacted/ })
    .click();
  await expect(page.getByRole("region", { name: "Contacted" }).getByText(name)).toBeVisible();
});

test("a move that meets another person's change shows the change, and can be confirmed", async ({ page }) => {
  const name = `Contested ${Date.now()}`;
  const { body: lead } = await api("POST", "/leads", { source: "scanner", name });
  // The page gets no live events from here on.
  await page.route(/\/api\/v1\/(stream|board)/, (route) => route.fulfill({ status: 404, json: {} }));
  await page.goto("/leads");
  await expect(page.getByRole("article").filter({ hasText: name })).toBeVisible();
  await api("PATCH", `/leads/${lead.id}`, { phone: "+380501112233", version: lead.version });
  await dragTo(page, name, "Contacted");
  const sheet = page.getByRole("dialog", { name: "Someone else changed this card" });
  await expect(sheet).toContainText("+380501112233");
  await sheet.getByRole("button", { name: "Move to Contacted" }).click();
  await expect(page.getByText(`${name} moved to Contacted`)).toBeVisible();

  // A change of a field that people do not edit is no conflict, so the move is made at once.
  await api("POST", `/leads/${lead.id}/messages`, { increment: 2 });
  await dragTo(page, name, "Qualified");
  await expect(page.getByText(`${name} moved to Qualified`)).toBeVisible();
});

test("a stage chosen in the drawer can be undone there", async ({ page }) => {
  const name = `Drawer undo ${Date.now()}`;
  const { body: lead } = await api("POST", "/leads", { source: "scanner", name });
  await page.goto(`/leads/${lead.id}`);
  const drawer = page.getByRole("dialog", { name: "Lead" });
  await drawer.getByRole("button", { name: "Contacted" }).click();
  await expect(drawer.getByText(`${name} moved to Contacted`)).toBeVisible();
  await page.keyboard.press("z");
  await expect(drawer.getByText(`${name} moved back`)).toBeVisible();
  const { body } = await api("GET", `/leads/${lead.id}`);
  expect(body.stage).toBe("new");

  // The lead was never in that stage. Lost, it has not passed the stage and spent no time in it.
  await drawer.getByRole("button", { name: "Mark as lost" }).click();
  await page.getByRole("button", { name: "No budget" }).click();
  await page.getByRole("button", { name: "Mark as lost" }).last().click();
  await expect(drawer.getByText("Lost: No budget")).toBeVisible();
  await expect(drawer.getByRole("button", { name: /^New/ })).not.toHaveText("New");
  await expect(drawer.getByRole("button", { name: /^Contacted/ })).toHaveText("Contacted");
});
