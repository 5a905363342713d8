import { api, expect, test } from "./fixtures.ts";

test("a client's message is marked on the board and counted in its view until it has been read", async ({
  page,
}) => {
  const name = `Unread ${Date.now()}`;
  const { body: lead } = await api("POST", "/leads", { source: "scanner", name });
  const card = page.getByRole("article").filter({ hasText: name });
  const dot = card.getByRole("img", { name: "unread message" });
  const tab = page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Unread" });
  const counted = async () => Number((await tab.textContent())?.replace(/\D/g, ""));
  await expect(card).toBeVisible({ timeout: 15_000 });
  await expect(tab).toContainText(/\d/, { timeout: 15_000 });
  await expect(dot).toHaveCount(0);
  const before = await counted();

  await api("POST", `/leads/${lead.id}/messages`, { text: "Are you there?", direction: "in" });
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
