import type { Locator, Page } from "@playwright/test";
import { expect, pressUntil, test } from "./fixtures.ts";

/** The maximum number of tab stops between two places. */
const MAX_STOPS = 90;

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.first().waitFor();
  for (let stop = 0; stop < MAX_STOPS; stop += 1) {
    if (await target.first().evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`not reached by Tab: ${target}`);
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

/** Runs a command of the palette. */
async function ask(page: Page, words: string, option: string): Promise<void> {
  const field = page.getByRole("combobox", { name: /^Search/ });
  await pressUntil(page, "Control+k", () => expect(field).toBeFocused({ timeout: 500 }));
  await page.keyboard.type(words);
  await expect(page.getByRole("option", { name: option, exact: true })).toBeVisible();
  await page.keyboard.press("Enter");
}

const laneOf = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const cardIn = (page: Page, lane: string, name: string) =>
  laneOf(page, lane).getByRole("group").filter({ hasText: name });

/** Lifts the focused card, moves it one lane to the right and drops it. */
async function carryRight(page: Page, lane: string, name: string): Promise<void> {
  await page.keyboard.press("Space");
  await expect(page.getByText("lifted in")).toBeAttached();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText(`Over ${lane}`)).toBeAttached();
  await page.keyboard.press("Space");
  await expect(cardIn(page, lane, name)).toBeVisible();
}

async function create(page: Page, name: string, domain: string): Promise<void> {
  await ask(page, "add lead", "Add lead");
  const dialog = page.getByRole("dialog", { name: "New lead" });
  await expect(dialog.getByLabel("Name", { exact: true })).toBeFocused();
  await page.keyboard.type(name);
  await tabTo(page, dialog.getByLabel("Business domain"));
  await page.keyboard.type(domain);
  await tabTo(page, dialog.getByLabel("Source"));
  await page.keyboard.type("Partner");
  await press(page, dialog.getByRole("button", { name: "Create lead" }));
  await expect(page.getByRole("dialog", { name: "Lead", exact: true })).toContainText(name);
}

test("the whole cycle by keyboard alone", async ({ page }) => {
  test.setTimeout(180_000);
  const name = `Keyboard only ${Date.now()}`;
  await create(page, name, "Keyboards");
  await page.keyboard.press("Escape");

  await tabTo(page, cardIn(page, "New", name));
  await carryRight(page, "Contacted", name);
  // The focus moved with the card.
  await expect(cardIn(page, "Contacted", name)).toBeFocused();
  await carryRight(page, "Qualified", name);

  await tabTo(page, cardIn(page, "Qualified", name));
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog", { name: "Lead", exact: true });
  await tabTo(page, drawer.getByLabel(/^Log a message to/));
  await page.keyboard.type("Hello! The offer comes today.");
  await page.keyboard.press("Control+Enter");
  await expect(drawer.getByText("The offer comes today.")).toBeVisible();
  await press(page, drawer.getByRole("button", { name: "Score lead", exact: true }));
  await expect(drawer.getByText("Ready for sales.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();

  await tabTo(page, cardIn(page, "Qualified", name));
  await page.keyboard.press("m");
  await press(page, page.getByRole("dialog").getByRole("button", { name: /^Transferred/ }));
  await tabTo(page, page.getByLabel("Amount"));
  await page.keyboard.type("1200");
  await press(page, page.getByRole("dialog").getByRole("button", { name: "Transfer lead", exact: true }));
  await expect(page.getByText(`${name} transferred to sales`)).toBeVisible();

  await ask(page, "sales", "Go to Sales");
  await page.waitForURL("**/sales");
  await tabTo(page, cardIn(page, "New", name));
  for (const stage of ["KYC", "Agreement", "Paid"]) {
    await carryRight(page, stage, name);
    await expect(page.getByText(`${name} moved to ${stage}`)).toBeVisible();
  }

  const other = `Lost by keyboard ${Date.now()}`;
  await ask(page, "leads", "Go to Leads");
  await page.waitForURL("**/leads");
  await create(page, other, "Printing");
  await page.keyboard.press("Escape");
  await tabTo(page, cardIn(page, "New", other));
  await carryRight(page, "Contacted", other);
  await expect(page.getByText(`${other} moved to Contacted`)).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(cardIn(page, "New", other)).toBeVisible();

  await tabTo(page, page.getByRole("textbox", { name: "Name, phone, email" }));
  await page.keyboard.type(other);
  await expect(laneOf(page, "New")).toContainText("1 of 1");
  await tabTo(page, cardIn(page, "New", other));
  await page.keyboard.press("m");
  await press(page, page.getByRole("dialog").getByRole("button", { name: /^Lost/ }));
  await tabTo(page, page.getByRole("dialog").getByRole("textbox"));
  await page.keyboard.type("It was only a test");
  await press(page, page.getByRole("button", { name: "Mark as lost" }));
  await expect(cardIn(page, "Lost", other)).toBeVisible();

  await press(page, page.getByRole("button", { name: /^(AD|Admin)/ }));
  await press(page, page.getByRole("button", { name: "Sign out" }));
  await page.waitForURL("**/login");
});
