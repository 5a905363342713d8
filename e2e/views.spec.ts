import type { Page } from "@playwright/test";
import { api, expect, signIn, test } from "./fixtures.ts";

async function keepView(page: Page, name: string) {
  await page.getByRole("button", { name: "Save view" }).click();
  await page.getByLabel("View name").fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Save view" })).toHaveCount(0);
}

test("filters are saved as a view, opened again, and deleted", async ({ page }) => {
  const name = `Partners ${Date.now()}`;
  await page.goto("/leads?source=partner&min_score=0.3&max_score=0.6");
  await keepView(page, name);
  await page.goto("/leads");
  await expect(page.getByRole("button", { name: "Save view" })).toHaveCount(0);
  await page.getByRole("link", { name }).click();
  await page.waitForURL(/source=partner/);
  await expect(page.getByRole("button", { name: "Remove filter Score" })).toBeVisible();
  await page.getByRole("button", { name: `Delete view ${name}` }).click();
  await expect(page.getByRole("link", { name })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Save view" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: `Delete view ${name}` }).click();
  await expect(page.getByRole("link", { name })).toHaveCount(0);
});

test("a view that cannot be deleted stays with the reason; deleting a colleague's view asks first", async ({
  page,
}) => {
  const own = `Kept ${Date.now()}`;
  await page.goto("/leads?source=scanner");
  await keepView(page, own);
  const detail = "Not now";
  await page.route("**/api/v1/views/*", (route) =>
    route.fulfill({ status: 409, json: { code: "busy", detail } }),
  );
  await page.getByRole("button", { name: `Delete view ${own}` }).click();
  await expect(page.getByText(detail)).toBeVisible();
  await expect(page.getByRole("link", { name: own })).toBeVisible();
  await page.unroute("**/api/v1/views/*");

  // As if a colleague had shared it.
  await page.route("**/api/v1/views?*", async (route) => {
    const response = await route.fetch();
    const views = await response.json();
    const theirs = views.map((view: object) => ({
      ...view,
      is_mine: false,
      is_shared: true,
      owner_name: "Olha",
    }));
    await route.fulfill({ response, json: theirs });
  });
  await page.reload();
  await page.getByRole("button", { name: `Delete view ${own}` }).click();
  await expect(page.getByRole("dialog").getByText("Olha shared this view.")).toBeVisible();
  await page.getByRole("button", { name: "Delete for everyone" }).click();
  await expect(page.getByRole("link", { name: own })).toHaveCount(0);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  // The views are refreshed automatically. A pending refresh must not outlive the test.
  await page.unrouteAll({ behavior: "ignoreErrors" });
});

test("unknown parameters are dropped from an address, and unknown values can be removed", async ({
  page,
}) => {
  await page.goto("/leads?view=table&created_from=bogus&min_score=9&sort=bogus&source=partner");
  await page.waitForURL((url) => url.search === "?view=table&source=partner");
  await expect(page.getByRole("button", { name: "Remove filter Source" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Remove filter Age" })).toHaveCount(0);
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  await page.goto("/leads?owner_id=99999999");
  await page.getByRole("button", { name: "Remove filter Owner" }).click();
  await page.waitForURL((url) => url.search === "");
  await page.goto("/sales?min_amount=abc&stage=bogus");
  await page.waitForURL((url) => url.search === "");
  await page.goto("/log?from=bogus&q=kyc");
  await page.waitForURL((url) => url.search === "?q=kyc");
});

test("an age is stored as an age and a period as its days; the tabs count what the list shows", async ({
  page,
}) => {
  const name = `Of these days ${Date.now()}`;
  const { body: source } = await api("POST", "/sources", { name });
  await api("POST", "/leads", { source: source.code, name: "Elm" });
  const ofSource = `/leads?source=${source.code}`;
  const all = page.getByRole("link", { name: /^All/ });
  await page.goto(ofSource);
  await page.getByText("Age", { exact: true }).click();
  await page.getByRole("button", { name: "under 7 days" }).click();
  await page.waitForURL(`**${ofSource}&days=7`);
  await expect(all).toHaveText("All1");
  await expect(page.getByRole("article")).toHaveCount(1);

  // The address that a bar of the dashboard's trend links to.
  const [from, to] = ["2026-01-10T00:00:00.000000Z", "2026-01-10T23:59:59.999999Z"];
  const period = new URLSearchParams({ created_from: from, created_to: to });
  await page.goto(`${ofSource}&${period}`);
  await expect(page.getByRole("button", { name: "Remove filter Created since" })).toBeVisible();
  await expect(all).toHaveText("All0");
  await keepView(page, name);
  await page.goto("/leads");
  await page.getByRole("link", { name }).click();
  await page.waitForURL((url) => [...period].every(([key, value]) => url.searchParams.get(key) === value));
  await page.getByRole("button", { name: `Delete view ${name}` }).click();
  await expect(page.getByRole("link", { name })).toHaveCount(0);
});

test("a view that no board understands breaks no screen", async ({ page }) => {
  const view = { id: 1, board: "leads", is_shared: true, is_mine: false, owner_id: 1, owner_name: "Olha" };
  const queries = { Eternal: "days=1000000000", Someday: "created_to=someday&view=table" };
  // Stored by an older version.
  const kept = Object.entries(queries).map(([name, query], id) => ({ ...view, id, name, query }));
  await page.route("**/api/v1/views?*", (route) => route.fulfill({ json: kept }));
  await page.goto("/leads");
  await page.getByRole("link", { name: "Eternal" }).click();
  await expect(page.getByRole("region", { name: "New", exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Someday" }).click();
  await page.waitForURL((url) => url.search === "?view=table");
  await expect(page.getByRole("table")).toBeVisible();
  await page.unrouteAll({ behavior: "ignoreErrors" });
});

test("the sales board has its own filters and views", async ({ page }) => {
  const name = `Big ones ${Date.now()}`;
  await page.goto("/sales");
  await page.getByText("Source", { exact: true }).click();
  await page.getByRole("button", { name: "Partner", exact: true }).click();
  await page.waitForURL(/source=partner/);
  await page.getByLabel("Name, phone, email").fill("no such words");
  await page.waitForURL(/q=no/);
  await expect(page.getByText("No sales match").first()).toBeVisible();
  await keepView(page, name);
  await page.goto("/leads");
  await expect(page.getByRole("link", { name })).toHaveCount(0);
  await page.goto("/sales");
  await page.getByRole("link", { name }).click();
  await page.waitForURL(/q=no/);
  await page.getByRole("button", { name: `Delete view ${name}` }).click();
  await expect(page.getByRole("link", { name })).toHaveCount(0);
});

test("a part whose code fails to load fails alone, and loads when it is tried again", async ({ browser }) => {
  // A separate page, because its console reports the failed requests.
  const page = await browser.newPage();
  await signIn(page);
  await page.goto("/leads");
  const scripts = "**/_next/static/chunks/**";
  await page.route(scripts, (route) => route.abort());
  await page.getByRole("button", { name: "Add lead" }).click();
  await expect(page.getByRole("alert").getByText("Couldn’t load this section.")).toBeVisible();
  await expect(page.getByRole("region", { name: "New", exact: true })).toBeVisible();
  await page.unroute(scripts);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("dialog").getByLabel("Name")).toBeVisible();
  await page.close();
});
