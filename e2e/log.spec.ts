import { expect, signIn, test } from "./fixtures.ts";

test("two filters of the log that are changed quickly both apply, and the boxes show the result", async ({
  page,
}) => {
  await page.goto("/log");
  const [person, words, kind] = [
    page.getByLabel("Person or API key"),
    page.getByLabel("Search changes"),
    page.getByLabel("Type"),
  ];
  await person.fill("Olha");
  await words.fill("kyc");
  await kind.selectOption("Sales");
  await page.waitForURL((url) => url.search === "?type=sale.&actor=Olha&q=kyc");
  // Back is pressed before the page has followed the cleared address.
  await page.getByRole("button", { name: "Clear" }).evaluate((button: HTMLElement) => {
    button.click();
    window.history.back();
  });
  await page.waitForURL(/actor=Olha/);
  await expect(person).toHaveValue("Olha");
  await expect(kind).toHaveValue("sale.");
  await page.goForward();
  await expect(person).toHaveValue("");
  await page.waitForTimeout(500);
  expect(new URL(page.url()).search).toBe("");
});

test("an export that is refused or breaks off shows an error and saves no file", async ({ browser }) => {
  // A separate page, because its console reports the server's error.
  const page = await browser.newPage();
  await signIn(page);
  await page.goto("/log");
  let saved = 0;
  page.on("download", () => {
    saved += 1;
  });
  const list = "**/api/v1/events";
  await page.route(list, (route) =>
    route.request().headers().accept === "text/csv"
      ? route.fulfill({ status: 500, body: "no" })
      : route.continue(),
  );
  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByText("Couldn’t export the log.")).toBeVisible();
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await page.unroute(list);
  await page.route(list, (route) =>
    route.request().headers().accept === "text/csv" ? route.abort("connectionreset") : route.continue(),
  );
  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByText("Couldn’t export the log.")).toBeVisible();
  expect(saved).toBe(0);
  await page.unroute(list);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("leadline-log.csv");
  await page.getByLabel("Separator").selectOption("Semicolon");
  const [asked] = await Promise.all([
    page.waitForRequest((request) => request.url().endsWith("/events?separator=%3B")),
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export" }).click(),
  ]);
  expect(asked.headers().accept).toBe("text/csv");
  await page.close();
});
