import { api, expect, signIn, test } from "./fixtures.ts";
import { ADDRESS } from "./server.ts";

// The score by the rules is known beforehand. The model learns it from the demo company's history.
test.beforeAll(() => api("PATCH", "/settings", { ai_provider: "rules" }));
test.afterAll(() => api("PATCH", "/settings", { ai_provider: null }));

test("the owner of a lead is told on any screen that its recommendation changed", async ({ page }) => {
  const me = (await (await page.request.get("/api/v1/me")).json()) as { operator_id: number };
  const { id } = (await api("POST", "/leads", { source: "manual", name: "Quiet Mill" })).body;
  await api("POST", `/leads/${id}/assign`, { operator_id: me.operator_id });
  expect((await api("POST", `/leads/${id}/analyze`)).body.recommendation).toBe("lost");
  // A page that connects later gets no earlier events.
  await Promise.all([page.waitForResponse(/\/api\/v1\/stream/), page.goto("/dashboard")]);
  await api("POST", `/leads/${id}/messages`, { text: "Hello, how much is it for ten?", direction: "in" });
  await api("POST", `/leads/${id}/analyze`);
  await expect(page.getByText("Quiet Mill: Recommendation changed to Nurture")).toBeVisible();
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/leads/${id}`));
  await page.getByRole("tab", { name: /^Timeline/ }).click();
  await expect(page.getByText("changed the recommendation to Nurture").first()).toBeVisible();
});

test("a failed verdict on a score is reported and kept; its reason is sent with no other verdict", async ({
  browser,
}) => {
  const { id } = (await api("POST", "/leads", { source: "manual", name: `Judged ${Date.now()}` })).body;
  await api("POST", `/leads/${id}/analyze`);
  const newest = async () => (await api("GET", `/leads/${id}/assessments`)).body[0];
  // A separate page, because its console reports the lost connection.
  const page = await browser.newPage({ baseURL: ADDRESS });
  await signIn(page);
  await page.goto(`/leads/${id}`);
  const panel = page.getByRole("region", { name: "Score" });
  const agree = panel.getByRole("button", { name: "Agree", exact: true });
  const disagree = panel.getByRole("button", { name: "Disagree" });
  await disagree.first().click();
  await panel.getByLabel("Reason (optional)").fill("wrong branch");
  await page.context().setOffline(true);
  await disagree.last().click();
  await expect(page.getByText("Couldn’t save your feedback.")).toBeVisible();
  await expect(panel.getByLabel("Reason (optional)")).toHaveValue("wrong branch");
  await page.context().setOffline(false);
  await disagree.last().click();
  await expect(panel.getByLabel("Reason (optional)")).toHaveCount(0);
  expect(await newest()).toMatchObject({ verdict: "disagree", verdict_reason: "wrong branch" });

  await agree.click();
  await expect(agree).toHaveAttribute("aria-pressed", "true");
  expect(await newest()).toMatchObject({ verdict: "agree", verdict_reason: null });
  await disagree.first().click();
  await panel.getByLabel("Reason (optional)").fill("begun");
  await api("POST", `/leads/${id}/analyze?force=true`);
  await expect(panel.getByTitle("2 scores")).toBeVisible();
  await expect(panel.getByLabel("Reason (optional)")).toHaveCount(0);
  await page.close();
});
