import { api, expect, test } from "./fixtures.ts";

test("the table's columns can be chosen, are kept in the address, and are edited in place", async ({
  page,
}) => {
  const name = `Row ${Date.now()}`;
  const { body: lead } = await api("POST", "/leads", { source: "scanner", name, country: "UA" });
  await page.goto(`/leads?view=table&q=${encodeURIComponent(name)}`);
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Country" })).toBeHidden();
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Country" }).click();
  await expect(page.getByRole("columnheader", { name: "Country" })).toBeVisible();
  await page.reload();
  await expect(row).toContainText("UA");

  await row.getByRole("button", { name: "Edit Phone" }).click();
  await page.keyboard.type("+380441234567");
  // Another person changes a different field at the same time: both changes are kept.
  await api("PATCH", `/leads/${lead.id}`, { segment: "Retail" });
  await page.keyboard.press("Enter");
  await expect(row.getByRole("button", { name: "Edit Phone" })).toHaveText("+380441234567");
  await expect
    .poll(async () => (await api("GET", `/leads/${lead.id}`)).body)
    .toMatchObject({ phone: "+380441234567", segment: "Retail" });

  await row.getByRole("button", { name: "Edit Phone" }).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("+380440000000");
  await api("PATCH", `/leads/${lead.id}`, { phone: "+380449999999" });
  await page.keyboard.press("Enter");
  await expect(row.getByRole("alert")).toContainText("+380449999999");
  await page.keyboard.press("Escape");
  await expect(row.getByRole("button", { name: "Edit Phone" })).toHaveText("+380449999999");
});

test("the table sorts names in dictionary order", async ({ page }) => {
  const mark = `Abc${Date.now()}`;
  const names = ["Гнат", "Ґалина", "Дарія", "Єва", "Жанна", "Ілля", "Яна"].map((name) => `${name} ${mark}`);
  for (const name of names.toReversed()) await api("POST", "/leads", { source: "scanner", name });
  await page.goto(`/leads?view=table&sort=name&q=${mark}`);
  const rows = page.getByRole("row").filter({ hasText: mark });
  await expect(rows).toHaveText(names.map((name) => new RegExp(name)));
});
