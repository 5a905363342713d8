import { setTimeout } from "node:timers/promises";
import { api, expect, test } from "./fixtures.ts";

test("an operator is created with hours and a limit, gets weights, and is deactivated with a hand-over of open work", async ({
  page,
}) => {
  const name = `Zoya ${Date.now()}`;
  await page.goto("/team");
  await page.getByRole("button", { name: "Add operator" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("Name").fill(name);
  await sheet.getByLabel("Limit").fill("3");
  await sheet.getByLabel("Skills").fill("Polish, retail");
  await sheet.getByRole("combobox", { name: "Working hours" }).selectOption("some");
  await sheet.getByRole("checkbox", { name: "Sat" }).check();
  await sheet.getByRole("button", { name: "Create operator" }).click();
  await expect(sheet).toBeHidden();
  await expect(page.getByRole("button", { name })).toBeVisible();
  const operators = (await api("GET", "/operators")).body as { id: number; name: string }[];
  const made = operators.find((operator) => operator.name === name);
  expect(made).toMatchObject({ max_load: 3, skills: ["Polish", "retail"] });
  expect((made as unknown as { working_hours: unknown[] }).working_hours).toHaveLength(6);
  await api("PATCH", `/operators/${made?.id}`, { working_hours: null });

  await page.goto("/distribution");
  await page.getByRole("button", { name: "Add source" }).click();
  const source = `Door ${Date.now()}`;
  await page.getByRole("dialog").getByLabel("Name").fill(source);
  await page.getByRole("button", { name: "Create source" }).click();
  await expect(page.getByRole("region", { name: source })).toBeVisible();
  await page.getByLabel("Add operator").selectOption({ label: name });
  await page.getByRole("button", { name: "Save weights" }).click();
  await expect(page.getByText("Weights saved")).toBeVisible();
  const sources = (await api("GET", "/sources")).body as { id: number; name: string }[];
  const sourceId = sources.find((one) => one.name === source)?.id;
  const appeal = await api("POST", "/appeals", {
    lead_external_id: `door-${Date.now()}`,
    source_id: sourceId,
  });
  expect(appeal.body.operator).toMatchObject({ name });
  await page.getByRole("button", { name: "Run replay" }).click();
  await expect(page.getByText("1 enquiry replayed", { exact: false })).toBeVisible();

  const queue = page.getByRole("region", { name: "Waiting queue" });
  await expect(queue).toContainText(`No enquiries waiting from ${source}`);

  await page.goto("/team");
  await page.getByRole("button", { name }).click();
  await page.getByRole("dialog").getByLabel("Active").uncheck();
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Open: 1 enquiry, 0 leads, 0 sales.")).toBeVisible();
  await page.getByRole("button", { name: "Deactivate" }).click();
  await expect.poll(async () => (await api("GET", `/appeals/${appeal.body.id}`)).body.status).toBe("waiting");
  await expect.poll(async () => (await api("GET", `/operators/${made?.id}`)).body.is_active).toBe(false);
});

test("working hours of any kind are shown, kept when another field is saved, and copied to other days", async ({
  page,
}) => {
  const name = `Nina ${Date.now()}`;
  const kept = {
    working_hours: [
      { day: 1, from: 540, to: 780 },
      { day: 1, from: 840, to: 1080 },
      { day: 2, from: 1320, to: 360 },
    ],
    time_zone: "Europe/Warsaw",
    skills: ["Retail, wholesale"],
  };
  const { id } = (await api("POST", "/operators", { name, ...kept })).body;
  await page.goto("/team");
  await page.getByRole("button", { name }).click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByLabel("Mon, from")).toHaveCount(2);
  await expect(sheet.getByText("Ends the next day")).toBeVisible();
  // The page is refreshed slowly: the sheet stays open until the row that it was opened from is the saved one.
  await page.route(/_rsc=/, async (route) => {
    await setTimeout(1_000);
    await route.continue();
  });
  await sheet.getByLabel("Limit").fill("7");
  await sheet.getByRole("button", { name: "Save" }).click();
  await expect(sheet).toBeHidden();
  expect((await api("GET", `/operators/${id}`)).body).toMatchObject({ max_load: 7, ...kept });

  await page.getByRole("button", { name }).click();
  await sheet.getByRole("button", { name: "Copy hours from Mon" }).click();
  await sheet.getByRole("button", { name: "Every day" }).click();
  await sheet.getByRole("button", { name: "Save" }).click();
  await expect(sheet).toBeHidden();
  expect((await api("GET", `/operators/${id}`)).body.working_hours).toHaveLength(14);
});
