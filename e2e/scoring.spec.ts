import { api, expect, test } from "./fixtures.ts";

// By the rules what a lead is worth is known beforehand; the model learns it from the demo's stories.
test.beforeAll(() => api("PATCH", "/settings", { ai_provider: "rules" }));
test.afterAll(() => api("PATCH", "/settings", { ai_provider: null }));

test("the owner of a lead is told on any screen that its advice is another now", async ({ page }) => {
  const me = (await (await page.request.get("/api/v1/me")).json()) as { operator_id: number };
  const { id } = (await api("POST", "/leads", { source: "manual", name: "Quiet Mill" })).body;
  await api("POST", `/leads/${id}/assign`, { operator_id: me.operator_id });
  expect((await api("POST", `/leads/${id}/analyze`)).body.recommendation).toBe("lost");
  // Who listens later hears nothing of what was before.
  await Promise.all([page.waitForResponse(/\/api\/v1\/stream/), page.goto("/dashboard")]);
  await api("POST", `/leads/${id}/messages`, { text: "Hello, how much is it for ten?", direction: "in" });
  await api("POST", `/leads/${id}/analyze`);
  await expect(page.getByText("Quiet Mill is now “Nurture”")).toBeVisible();
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/leads/${id}`));
  await page.getByRole("tab", { name: /^Timeline/ }).click();
  await expect(page.getByText("changed the advice to “Nurture”").first()).toBeVisible();
});
