import { api, expect, test } from "./fixtures.ts";

test("saving over a colleague's change shows the change first, and then overwrites it on request", async ({
  page,
  context,
}) => {
  await page.goto("/settings");
  const other = await context.newPage();
  await other.goto("/settings");
  const zone = await page.getByLabel("Time zone").inputValue();
  const mine = zone === "Europe/Warsaw" ? "Europe/Kyiv" : "Europe/Warsaw";
  const currency = await other.getByLabel("Currency").inputValue();
  const theirs = currency === "EUR" ? "UAH" : "EUR";
  await other.getByLabel("Currency").fill(theirs);
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other.getByText("Saved").first()).toBeVisible();

  await page.getByLabel("Time zone").fill(mine);
  await page.getByRole("button", { name: "Save" }).click();
  const met = page
    .getByRole("status")
    .filter({ hasText: "Someone else changed this while you were editing" });
  await expect(met).toContainText(`${currency}`);
  await expect(met).toContainText(`${theirs}`);
  await expect(page.getByLabel("Time zone")).toHaveValue(mine);
  await page.getByLabel("Time zone").fill(zone);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(met).toHaveCount(0);
  await page.reload();
  await expect(page.getByLabel("Currency")).toHaveValue(currency);
});

test("a refused form shows the error at its field, in the person's language", async ({ page }) => {
  const name = `Refused ${Date.now()}`;
  const { body: operator } = await api("POST", "/operators", { name });
  await page.goto("/team");
  await page.getByRole("button", { name }).click();
  await page.getByLabel("Limit").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("dialog").getByText("Fill this in.", { exact: true })).toBeVisible();
  await page.getByLabel("Limit").fill("5000");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("dialog").getByText("At most 1,000.", { exact: true })).toBeVisible();
  expect((await api("GET", `/operators/${operator.id}`)).body.max_load).toBe(10);

  await page.context().addCookies([{ name: "locale", value: "uk", url: page.url() }]);
  await page.goto("/leads?new=lead");
  await page.getByRole("textbox", { name: "Ім’я", exact: true }).fill("н".repeat(201));
  await page.getByRole("button", { name: "Створити" }).click();
  await expect(page.getByText("Ліміт перевищено на 1 символ. Скоротіть текст.")).toBeVisible();
});

test("a phone is accepted as people write it; an unreadable phone or address is kept and marked", async ({
  page,
}) => {
  const name = `Contact ${Date.now()}`;
  const { body: lead } = await api("POST", "/leads", {
    source: "manual",
    name,
    phone: "call me",
    email: "nobody",
  });
  await page.goto(`/leads/${lead.id}`);
  await expect(page.getByText("Not recognized as a phone number. Saved as entered.")).toBeVisible();
  await expect(page.getByText("Not recognized as an email address. Saved as entered.")).toBeVisible();
  await page.getByRole("button", { name: "Edit Phone: call me" }).click();
  await page.getByRole("textbox", { name: "Phone", exact: true }).fill("(044) 123-45-67");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Edit Phone: +380441234567" })).toBeVisible();
  await expect(page.getByText("Entered as (044) 123-45-67")).toBeVisible();
  await page.goto("/settings");
  await expect(page.getByLabel("Country for phone numbers")).toHaveValue("UA");
});

test("no letter is lost when the words of a filter are typed on a slow connection", async ({ page }) => {
  await page.route("**/api/v1/board/**", async (route) => {
    await new Promise((later) => setTimeout(later, 400));
    await route.continue().catch(() => undefined);
  });
  await page.goto("/leads");
  const field = page.getByLabel("Name, phone, email");
  for (const part of ["cop", "per", "field", " to", "ols"]) {
    await field.pressSequentially(part);
    await page.waitForTimeout(300);
  }
  await page.waitForURL(/q=copperfield\+tools/);
  await expect(field).toHaveValue("copperfield tools");
});

test("Back from an opened lead leads to the board, and a closed lead stays closed", async ({ page }) => {
  await api("POST", "/leads", { source: "partner", name: `Back ${Date.now()}` });
  await page.goto("/dashboard");
  await page.goto("/leads");
  const card = page.getByRole("region", { name: "New", exact: true }).getByRole("group").first();
  await card.click();
  await page.waitForURL(/\/leads\/\d+/);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).first().click();
  await page.waitForURL(/\/leads$/);
  await page.goBack();
  await page.waitForURL(/\/dashboard/);
});

test("a layer over a lead closes alone, by its button and by Escape, and the lead stays open", async ({
  page,
}) => {
  const name = `Two sheets ${Date.now()}`;
  await api("POST", "/leads", { source: "partner", name: `First ${name}` });
  const { id } = (
    await api("POST", "/leads", { source: "partner", name: `Second ${name}`, business_domain: "retail" })
  ).body;
  for (const stage of ["contacted", "qualified"]) await api("PATCH", `/leads/${id}/stage`, { stage });
  await api("POST", `/leads/${id}/messages`, { increment: 5 });
  await api("POST", `/leads/${id}/analyze`, {});
  await page.goto(`/leads?q=${encodeURIComponent(name)}`);
  const card = page.getByRole("group").filter({ hasText: `Second ${name}` });
  await card.click();
  const drawer = page.getByRole("dialog", { name: "Lead", exact: true });
  const sheets = [
    [drawer.getByRole("button", { name: "Mark as lost" }), "Lost reason"],
    [drawer.getByRole("button", { name: "Transfer to sales" }), "Transfer to sales"],
    [drawer.getByTitle("1 score"), "Score history"],
  ] as const;
  for (const [button, title] of sheets) {
    const sheet = page.getByRole("dialog", { name: title });
    for (const close of [
      () => page.keyboard.press("Escape"),
      () => sheet.getByRole("button", { name: "Close" }).click(),
    ]) {
      await button.click();
      await expect(sheet).toBeVisible();
      await close();
      await expect(sheet).toHaveCount(0);
      // The next change of the address would come a moment later.
      await page.waitForTimeout(300);
      await expect(drawer).toBeVisible();
    }
  }
  // Menus and dialogs are layers too.
  const menu = drawer.getByRole("button", { name: "More", exact: true });
  await menu.click();
  await page.keyboard.press("Escape");
  await expect(menu).toHaveAttribute("aria-expanded", "false");
  await drawer.getByRole("button", { name: "Disagree" }).first().click();
  await drawer.getByRole("textbox", { name: "Reason (optional)" }).press("Escape");
  await expect(drawer.getByRole("textbox", { name: "Reason (optional)" })).toHaveCount(0);
  await expect(drawer).toBeVisible();
  await drawer.getByRole("button", { name: "Transfer to sales" }).click();
  await page.getByLabel("Amount").fill("a lot");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Amount")).toHaveAttribute("aria-invalid", "true");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Transfer to sales" })).toHaveCount(0);

  const neighbour = drawer
    .getByRole("button", { name: /^(Next|Previous) lead$/ })
    .and(page.locator(":enabled"));
  await neighbour.click();
  await expect(drawer.getByRole("heading", { name: `First ${name}` })).toBeVisible();
  await page.waitForTimeout(300);
  await expect(drawer).toBeVisible();
  // One step back leads to the board.
  await page.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);
  await expect(card).toBeVisible();
});

test("a new lead with a known phone is created only after a warning", async ({ page }) => {
  const name = `Known ${Date.now()}`;
  const phone = `+38044${String(Date.now()).slice(-7)}`;
  const { body: known } = await api("POST", "/leads", { source: "manual", name, phone });
  const form = page.getByRole("dialog", { name: "New lead" });
  const ask = async () => {
    await page.goto("/leads?new=lead");
    await form.getByLabel("Phone").fill(phone);
    await form.getByRole("button", { name: "Create lead" }).click();
    await expect(form.getByRole("alert")).toContainText(name);
  };
  await ask();
  await form.getByRole("button", { name: `Open ${name}` }).click();
  await page.waitForURL(`**/leads/${known.id}`);
  await expect(
    page.getByRole("dialog", { name: "Lead", exact: true }).getByRole("heading", { name }),
  ).toBeVisible();
  await expect(form).toHaveCount(0);
  await ask();
  await form.getByRole("button", { name: "Create anyway" }).click();
  await expect(form).toHaveCount(0);
  const found = await api("GET", `/leads?q=${encodeURIComponent(phone)}`);
  expect(found.body).toHaveLength(2);
});
