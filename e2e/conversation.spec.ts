import type { Locator, Page } from "@playwright/test";
import { api, expect, test } from "./fixtures.ts";
import { enquire, newSource } from "./operators.ts";

/** More than one page of messages, and of events. */
const LINES = 205;

/** Loads earlier messages. The earliest line on the screen before must keep its position. */
async function loadEarlier(page: Page, earliest: Locator, first: Locator) {
  const button = page.getByRole("button", { name: "Earlier messages" });
  await button.scrollIntoViewIfNeeded();
  const before = await earliest.boundingBox();
  await button.click();
  await expect(first).toBeAttached();
  const after = await earliest.boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(2);
  await expect(button).toHaveCount(0);
}

test("a long conversation opens at its end, says that there is more, and loads it above the visible part", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const { body: appeal } = await enquire(await newSource([]), `Talkative ${Date.now()}`);
  for (let line = 1; line <= LINES; line += 1)
    await api("POST", `/leads/${appeal.lead_id}/messages`, { text: `Line ${line}.`, direction: "in" });
  const line = (number: number) => page.getByText(`Line ${number}.`, { exact: true });

  await page.goto(`/leads/${appeal.lead_id}`);
  const tab = (name: string) => page.getByRole("tab", { name });
  await expect(line(LINES)).toBeInViewport();
  await expect(tab("Conversation")).toContainText("200+");
  await expect(tab("Timeline")).toContainText("200+");
  await tab("Timeline").click();
  const events = page.getByRole("dialog").getByRole("listitem");
  await page.getByRole("button", { name: "Earlier events" }).click();
  await expect(events.last()).toContainText("created");
  await expect(page.getByRole("button", { name: "Earlier events" })).toHaveCount(0);
  await tab("Conversation").click();
  await loadEarlier(page, line(LINES - 199), line(1));
  await expect(tab("Conversation")).toContainText(String(LINES + 1));
  await line(1).scrollIntoViewIfNeeded();
  await api("POST", `/leads/${appeal.lead_id}/messages`, { text: "And yet.", direction: "in" });
  await expect(page.getByText("And yet.", { exact: true })).toBeInViewport({ timeout: 15_000 });

  await page.goto(`/inbox?view=everybody&appeal=${appeal.id}`);
  await expect(page.getByText("And yet.", { exact: true }).last()).toBeInViewport();
  await loadEarlier(page, line(LINES - 198), line(1));
});

test("addresses and phone numbers in a message are links, and each message has its own text direction", async ({
  page,
}) => {
  const { body: appeal } = await enquire(await newSource([]), `Links ${Date.now()}`);
  const text =
    "See https://example.com/a?b=1, olha@orbita.example or (044) 765-43-21. <b>javascript:alert(1)</b>";
  await api("POST", `/leads/${appeal.lead_id}/messages`, { text, direction: "in" });
  await api("POST", `/leads/${appeal.lead_id}/messages`, { text: "שלום, example", direction: "in" });
  await page.goto(`/leads/${appeal.lead_id}`);
  const drawer = page.getByRole("dialog", { name: "Lead", exact: true });
  for (const [name, href] of [
    ["https://example.com/a?b=1", "https://example.com/a?b=1"],
    ["olha@orbita.example", "mailto:olha@orbita.example"],
    ["(044) 765-43-21", "tel:0447654321"],
  ] as const) {
    const link = drawer.getByRole("link", { name, exact: true });
    await expect(link).toHaveAttribute("href", href);
    await expect(link).toHaveAttribute("rel", "noopener noreferrer nofollow");
  }
  await expect(drawer.getByText("<b>javascript:alert(1)</b>")).toBeVisible();
  await expect(drawer.getByText("שלום, example")).toHaveCSS("direction", "rtl");
});

test("a lost client who writes gets a new lead, and the conversation continues", async ({ page }) => {
  const name = `Returning ${Date.now()}`;
  const { body: appeal } = await enquire(await newSource([]), name);
  await api("PATCH", `/leads/${appeal.lead_id}/stage`, { stage: "lost", lost_reason: "No answer" });
  await page.goto(`/inbox?view=everybody&appeal=${appeal.id}`);
  await page.getByRole("button", { name: "Create new lead" }).click();
  const back = page.getByRole("link", { name: /^This client’s previous lead/ });
  await expect(back).toBeVisible();
  await expect(page.getByText(`Question of ${name}`).last()).toBeVisible();
  await back.click();
  await page.waitForURL(`**/leads/${appeal.lead_id}`);
  await expect(page.getByRole("link", { name: /^This client’s new lead/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Create new lead" })).toHaveCount(0);
});
