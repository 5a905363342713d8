import type { Page } from "@playwright/test";
import { api, expect, test } from "./fixtures.ts";

/** A lead whose client waits for an answer, and the parts of its board that show it. */
async function unreadLead(page: Page) {
  const name = `Unread ${Date.now()}`;
  const { body: lead } = await api("POST", "/leads", { source: "scanner", name });
  const card = page.getByRole("article").filter({ hasText: name });
  return {
    lead,
    card,
    dot: card.getByRole("img", { name: "unread message" }),
    tab: page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Unread" }),
    write: () => api("POST", `/leads/${lead.id}/messages`, { text: "Are you there?", direction: "in" }),
  };
}

test("a client's message is marked on the board and counted in its view until it has been read", async ({
  page,
}) => {
  const { card, dot, tab, write } = await unreadLead(page);
  const counted = async () => Number((await tab.textContent())?.replace(/\D/g, ""));
  await expect(card).toBeVisible({ timeout: 15_000 });
  await expect(tab).toContainText(/\d/, { timeout: 15_000 });
  await expect(dot).toHaveCount(0);
  const before = await counted();

  await write();
  await expect(dot).toBeVisible({ timeout: 15_000 });
  await expect.poll(counted, { timeout: 15_000 }).toBe(before + 1);
  await tab.click();
  await expect(card).toBeVisible({ timeout: 15_000 });

  await card.click();
  await expect(page.getByRole("dialog", { name: "Lead", exact: true })).toContainText("Are you there?");
  await expect.poll(counted, { timeout: 15_000 }).toBe(before);
  await page.keyboard.press("Escape");
  await expect(card).toHaveCount(0, { timeout: 15_000 });
});

test("a card that is opened right after a view keeps the view", async ({ page }) => {
  const { lead, card, dot, tab, write } = await unreadLead(page);
  await write();
  await expect(dot).toBeVisible({ timeout: 15_000 });
  const { promise: isLate, resolve: come } = Promise.withResolvers<void>();
  await page.route(/\/leads\?.*attention=unread/, async (route) => {
    await isLate;
    await route.continue();
  });
  await tab.click();
  await card.click();
  await expect(page).toHaveURL(`/leads/${lead.id}?attention=unread`);
  come();
  await expect(page.getByRole("dialog", { name: "Lead", exact: true })).toContainText("Are you there?");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL("/leads?attention=unread");
});
