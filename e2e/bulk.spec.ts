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
  await page.reload();
  await page.getByRole("button", { name: "5 refused" }).click();
  await expect(page.getByRole("dialog").getByRole("listitem")).toHaveCount(5);
  expect((await api("GET", `/leads/${ids[0]}`)).body.stage).toBe("qualified");
  expect((await api("GET", `/leads/${ids[1]}`)).body.stage).toBe("new");

  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Sales", exact: true }).click();
  await page.waitForURL("**/sales");
  await expect(page.getByText("1 of 6 done")).toBeVisible();
  await page.getByRole("region", { name: "Selected leads" }).getByRole("button", { name: "Close" }).click();
  await expect(page.getByText("1 of 6 done")).toHaveCount(0);
  await page.goto(`/leads?source=${source.code}`);
  await expect(page.getByText("Bulk 1", { exact: true })).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText("1 of 6 done")).toHaveCount(0);
});

test("a job goes on before the eyes of whoever started it, on whatever screen, and a failed Stop says so", async ({
  page,
}) => {
  const job = {
    id: 1,
    action: { action: "analyze" },
    status: "running",
    total: 120,
    done: 36,
    refused: 0,
    failure: null,
    actor: { kind: "user", id: 1, name: "Somebody" },
    created_at: new Date().toISOString(),
    started_at: new Date().toISOString(),
    finished_at: null as string | null,
  };
  await page.route("**/api/v1/bulk-jobs?mine=true&limit=5", (route) => route.fulfill({ json: [job] }));
  await page.route("**/api/v1/bulk-jobs/1/cancel", (route) =>
    route.fulfill({ status: 409, json: { code: "busy", detail: "Not now" } }),
  );
  await page.context().addCookies([{ name: "bulk-jobs", value: "1", url: page.url() }]);
  await page.goto("/sales");
  await expect(page.getByText("36 of 120")).toBeVisible();
  const bar = page.getByRole("region", { name: "Selected leads" });
  await bar.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText("Not stopped.")).toBeVisible();
  Object.assign(job, { status: "cancelled", done: 40, finished_at: new Date().toISOString() });
  await expect(bar.getByText("Stopped: 40 of 120 done")).toBeVisible();
});

test("nothing is done to selected leads that a filter hides; Escape selects nothing", async ({ page }) => {
  const { body: source } = await api("POST", "/sources", { name: `Hidden ${Date.now()}` });
  const ids: number[] = [];
  for (const name of ["Alder", "Birch"])
    ids.push((await api("POST", "/leads", { source: source.code, name })).body.id);
  await page.goto(`/leads?source=${source.code}`);
  for (const name of ["Alder", "Birch"]) {
    await page.getByRole("article").filter({ hasText: name }).hover();
    await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  }
  await expect(page.getByText("2 selected")).toBeVisible();
  await page.getByLabel("Name, phone, e-mail").fill("Alder");
  await expect(page.getByText("1 selected")).toBeVisible();
  await expect(page.getByText("1 more is out of sight")).toBeVisible();
  await page.getByRole("button", { name: "Mark lost" }).click();
  await page.getByRole("button", { name: "No budget" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Mark lost" }).click();
  await expect(page.getByText("1 of 1 done")).toBeVisible({ timeout: 15_000 });
  expect((await api("GET", `/leads/${ids[0]}`)).body.stage).toBe("lost");
  expect((await api("GET", `/leads/${ids[1]}`)).body.stage).toBe("new");

  await page.getByLabel("Name, phone, e-mail").fill("");
  await page.getByRole("article").filter({ hasText: "Birch" }).hover();
  await page.getByRole("checkbox", { name: "Select Birch" }).check();
  await page.keyboard.press("Escape");
  await expect(page.getByText("1 selected")).toHaveCount(0);
});
