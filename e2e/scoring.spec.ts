import { api, expect, test } from "./fixtures.ts";

test("the owner of a lead is told on any screen that its advice is another now", async ({ page }) => {
  const me = (await (await page.request.get("/api/v1/me")).json()) as { operator_id: number };
  const lead = await api("POST", "/leads", { source: "manual", name: "Quiet Mill" });
  const { id } = lead.body;
  await api("POST", `/leads/${id}/assign`, { operator_id: me.operator_id });
  expect((await api("POST", `/leads/${id}/analyze`)).body.recommendation).toBe("lost");
  await page.goto("/dashboard");
  await api("POST", `/leads/${id}/messages`, {
    text: "Hello, how much is it for ten people?",
    direction: "in",
  });
  await api("POST", `/leads/${id}/analyze`);
  const toast = page.getByText("Quiet Mill is now “Nurture”");
  await expect(toast).toBeVisible();
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/leads/${id}`));
  await expect(page.getByText("changed the advice to “Nurture”").first()).toBeVisible();
});
