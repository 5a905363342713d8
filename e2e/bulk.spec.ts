import { api, expect, test } from "./fixtures.ts";

test("many leads are moved at once, with progress and a report of refused leads that is dismissed", async ({
  page,
}) => {
  const { body: source } = await api("POST", "/sources", { name: `Bulk ${Date.now()}` });
  const ids: number[] = [];
  for (let made = 0; made < 3; made += 1)
    ids.push((await api("POST", "/leads", { source: source.code, name: `Bulk ${made}` })).body.id);
  await api("PATCH", `/leads/${ids[0]}/stage`, { stage: "contacted" });

  // The request of an older client: leads that the change does not apply to are refused, not left out.
  await page.route("**/api/v1/leads/bulk", (route) => {
    const { only_applicable: _, ...body } = route.request().postDataJSON();
    return route.continue({ postData: body });
  });
  await page.goto(`/leads?source=${source.code}`);
  for (const name of ["Bulk 0", "Bulk 1", "Bulk 2"]) {
    await page.getByRole("article").filter({ hasText: name }).hover();
    await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  }
  await expect(page.getByText("3 selected")).toBeVisible();
  await page.getByRole("button", { name: "Move to…", exact: true }).last().click();
  await page.getByRole("button", { name: "Qualified" }).last().click();
  const bar = page.getByRole("region", { name: "Bulk changes" });
  await expect(bar.getByText("1 lead moved to Qualified")).toBeVisible({ timeout: 15_000 });
  expect((await api("GET", `/leads/${ids[0]}`)).body.stage).toBe("qualified");
  expect((await api("GET", `/leads/${ids[1]}`)).body.stage).toBe("new");

  await page.getByRole("link", { name: "Sales", exact: true }).click();
  await page.waitForURL("**/sales");
  await expect(bar.getByText("1 lead moved to Qualified")).toBeVisible();
  await page.reload();
  await bar.getByRole("button", { name: "2 refused" }).click();
  await expect(page.getByRole("dialog").getByRole("listitem")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await expect(bar).toHaveCount(0);
  await page.goto(`/leads?source=${source.code}`);
  await expect(page.getByText("Bulk 1", { exact: true })).toBeVisible({ timeout: 15_000 });
  await expect(bar).toHaveCount(0);
});

test("a change of all matching leads is confirmed with the number left out, and Undo reverts it", async ({
  page,
}) => {
  const { body: source } = await api("POST", "/sources", { name: `Asked ${Date.now()}` });
  const ids: number[] = [];
  for (const name of ["Elm", "Fir", "Oak"])
    ids.push((await api("POST", "/leads", { source: source.code, name })).body.id);
  await api("PATCH", `/leads/${ids[1]}/stage`, { stage: "contacted" });
  await api("PATCH", `/leads/${ids[2]}/stage`, { stage: "lost", lost_reason: "No budget" });

  await page.goto(`/leads?source=${source.code}`);
  await page.getByRole("article").filter({ hasText: "Elm" }).hover();
  await page.getByRole("checkbox", { name: "Select Elm" }).check();
  await page.getByRole("button", { name: "All 3 that match" }).click();
  await expect(page.getByText("3 selected")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Select Fir" })).toBeChecked();
  await page.getByRole("button", { name: "Move to…", exact: true }).last().click();
  await page.getByRole("button", { name: "Contacted" }).last().click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByText("1 lead will move to Contacted.")).toBeVisible();
  await expect(sheet.getByText("1 needs no change")).toBeVisible();
  await expect(sheet.getByText("1 is transferred or lost")).toBeVisible();
  await sheet.getByRole("button", { name: "Move 1 lead" }).click();
  await expect(page.getByText("1 lead moved to Contacted")).toBeVisible({ timeout: 15_000 });
  expect((await api("GET", `/leads/${ids[0]}`)).body.stage).toBe("contacted");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Undone for 1 lead")).toBeVisible({ timeout: 15_000 });
  expect((await api("GET", `/leads/${ids[0]}`)).body.stage).toBe("new");
});

test("a change of a few leads needs no confirmation and leaves out those that it does not apply to", async ({
  page,
}) => {
  const { body: source } = await api("POST", "/sources", { name: `Few ${Date.now()}` });
  for (const name of ["Yew", "Ivy", "Box"]) await api("POST", "/leads", { source: source.code, name });
  const { body: leads } = await api("GET", `/leads?source=${source.code}`);
  await api("PATCH", `/leads/${leads[0].id}/stage`, { stage: "contacted" });
  await api("PATCH", `/leads/${leads[1].id}/stage`, { stage: "lost", lost_reason: "No budget" });
  await page.goto(`/leads?source=${source.code}&view=table`);
  await page.getByRole("checkbox", { name: "Select all loaded leads" }).check();
  await page.getByRole("button", { name: "Move to…", exact: true }).last().click();
  await page.getByRole("button", { name: "Contacted" }).last().click();
  await expect(page.getByText("2 leads were left out: this change doesn’t apply to them.")).toBeVisible();
  await expect(page.getByText("1 lead moved to Contacted")).toBeVisible({ timeout: 15_000 });
  expect((await api("GET", `/leads/${leads[1].id}`)).body.stage).toBe("lost");
});

test("a lead that matched only after the count is not changed before a new count", async ({ page }) => {
  const { body: source } = await api("POST", "/sources", { name: `Came ${Date.now()}` });
  await api("POST", "/leads", { source: source.code, name: "Teak" });
  await api("POST", "/leads", { source: source.code, name: "Pine" });
  await page.goto(`/leads?source=${source.code}`);
  await page.getByRole("article").filter({ hasText: "Teak" }).hover();
  await page.getByRole("checkbox", { name: "Select Teak" }).check();
  await page.getByRole("button", { name: "All 2 that match" }).click();
  await page.getByRole("button", { name: "Move to…", exact: true }).last().click();
  await page.getByRole("button", { name: "Contacted" }).last().click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByText("2 leads will move to Contacted.")).toBeVisible();
  // Created at the moment of the request, because the sheet would count an earlier lead itself.
  let lateId: number | undefined;
  await page.route("**/api/v1/leads/bulk", async (route) => {
    lateId ??= (await api("POST", "/leads", { source: source.code, name: "Late" })).body.id;
    await route.continue();
  });
  await sheet.getByRole("button", { name: "Move 2 leads" }).click();
  await expect(sheet.getByText("The selection changed after it was counted.")).toBeVisible();
  expect((await api("GET", `/leads/${lateId}`)).body.stage).toBe("new");
  await sheet.getByRole("button", { name: "Move 3 leads" }).click();
  await expect(page.getByText("3 leads moved to Contacted")).toBeVisible({ timeout: 15_000 });
});

test("the table's head selects all rows, and Shift selects a range", async ({ page }) => {
  const { body: source } = await api("POST", "/sources", { name: `Range ${Date.now()}` });
  for (const name of ["Ash", "Bay", "Cedar", "Dogwood"])
    await api("POST", "/leads", { source: source.code, name });
  await page.goto(`/leads?source=${source.code}&view=table`);
  const all = page.getByRole("checkbox", { name: "Select all loaded leads" });
  await all.check();
  await expect(page.getByText("4 selected")).toBeVisible();
  await all.uncheck();
  await expect(page.getByText("4 selected")).toHaveCount(0);
  await page.getByRole("row").filter({ hasText: "Dogwood" }).hover();
  await page.getByRole("checkbox", { name: "Select Dogwood" }).check();
  await page.getByRole("checkbox", { name: "Select Bay" }).click({ modifiers: ["Shift"] });
  await expect(page.getByText("3 selected")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Select Cedar" })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Select Ash" })).not.toBeChecked();
});

test("a job's progress is shown to its requester on every screen, and a failed Stop is reported", async ({
  page,
}) => {
  const job = {
    id: 1,
    action: { action: "analyze" },
    status: "running",
    total: 120,
    done: 36,
    changed: 36,
    refused: 0,
    failure: null,
    actor: { kind: "user", id: 1, name: "Somebody" },
    created_at: new Date().toISOString(),
    started_at: new Date().toISOString(),
    finished_at: null as string | null,
    undo_until: null,
  };
  await page.route("**/api/v1/bulk-jobs?mine=true&limit=5", (route) => route.fulfill({ json: [job] }));
  await page.route("**/api/v1/bulk-jobs/1/cancel", (route) =>
    route.fulfill({ status: 409, json: { code: "busy", detail: "Not now" } }),
  );
  await page.context().addCookies([{ name: "bulk-jobs", value: "1", url: page.url() }]);
  await page.goto("/sales");
  await expect(page.getByText("Scoring leads: 36 of 120")).toBeVisible();
  const bar = page.getByRole("region", { name: "Bulk changes" });
  await bar.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText("Couldn’t stop the change.")).toBeVisible();
  Object.assign(job, { status: "cancelled", done: 40, changed: 40, finished_at: new Date().toISOString() });
  await expect(page.getByText("Stopped. 40 leads scored")).toBeVisible();
  await expect(bar).toHaveCount(0);
});

test("selected leads that a filter hides are not changed; Escape clears the selection", async ({ page }) => {
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
  await page.getByLabel("Name, phone, email").fill("Alder");
  await expect(page.getByText("1 selected")).toBeVisible();
  await expect(page.getByText("1 more is hidden by the filters")).toBeVisible();
  await page.getByRole("button", { name: "Mark as lost" }).click();
  await page.getByRole("button", { name: "No budget" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Mark as lost" }).click();
  await expect(page.getByText("1 lead marked as lost")).toBeVisible({ timeout: 15_000 });
  expect((await api("GET", `/leads/${ids[0]}`)).body.stage).toBe("lost");
  expect((await api("GET", `/leads/${ids[1]}`)).body.stage).toBe("new");

  await page.getByLabel("Name, phone, email").fill("");
  await page.getByRole("article").filter({ hasText: "Birch" }).hover();
  await page.getByRole("checkbox", { name: "Select Birch" }).check();
  await page.keyboard.press("Escape");
  await expect(page.getByText("1 selected")).toHaveCount(0);
});
