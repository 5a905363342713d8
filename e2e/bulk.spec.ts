import { api, expect, test } from "./fixtures.ts";

test("many leads are moved at once: progress, a report of the refused, and all that match", async ({
  page,
}) => {
  const { body: source } = await api("POST", "/sources", { name: `Bulk ${Date.now()}` });
  const ids: number[] = [];
  for (let made = 0; made < 6; made += 1)
    ids.push((await api("POST", "/leads", { source: source.code, name: `Bulk ${made}` })).body.id);
  await api("PATCH", `/leads/${ids[0]}/stage`, { stage: "contacted" });

  await page.goto(`/leads?source=${source.code}`);
  await page.getByRole("article").filter({ hasText: "Bulk 1" }).hover();
  await page.getByRole("checkbox", { name: "Select Bulk 1" }).check();
  await expect(page.getByText("1 selected")).toBeVisible();
  await page.getByRole("button", { name: "All 6 that match" }).click();
  await expect(page.getByText("6 selected")).toBeVisible();
  await page.getByRole("button", { name: "Move to…", exact: true }).last().click();
  await page.getByRole("button", { name: "Qualified" }).last().click();
  await expect(page.getByText("1 of 6 done")).toBeVisible({ timeout: 15_000 });
  await page.getByRole("button", { name: "5 refused" }).click();
  await expect(page.getByRole("dialog").getByRole("listitem")).toHaveCount(5);
  expect((await api("GET", `/leads/${ids[0]}`)).body.stage).toBe("qualified");
  expect((await api("GET", `/leads/${ids[1]}`)).body.stage).toBe("new");
});
