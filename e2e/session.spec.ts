import { type BrowserContext, type Page, test } from "@playwright/test";
import { api, createPerson, enter, expect, leadline, signIn } from "./fixtures.ts";
import { ADDRESS } from "./server.ts";

const stamp = Date.now();
const person = { email: `two-${stamp}@test.example`, password: "a-long-password" };
const elsewhere = `Elsewhere ${stamp}`;
let userId: number;
let otherKey: string;

/** A person in two workspaces, the first of which is the tests' common one. */
test.beforeAll(async ({ browser }) => {
  const made = leadline("workspace", "create", "--name", elsewhere);
  const other = /Workspace (\d+)/.exec(made)?.[1] ?? "";
  ({ id: userId } = await createPerson({ ...person, name: `Two Places ${stamp}`, role: "admin" }));
  otherKey = leadline("api-key", "create", "--name", "e2e", "--scope", "admin", "--workspace", other);
  const { body: invite } = await api("POST", "/invites", { role: "admin" }, otherKey);
  const page = await browser.newPage();
  await page.goto(`${ADDRESS}/join/${invite.token}`);
  await page.getByLabel("Your name").fill("X");
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Join" }).click();
  await page.waitForURL("**/leads");
  await page.close();
});

const leadsCalled = async (name: string) => {
  const path = `/leads?q=${encodeURIComponent(name)}`;
  const [here, there] = await Promise.all([api("GET", path), api("GET", path, undefined, otherKey)]);
  return [here.body.length, there.body.length];
};

async function switchTo(page: Page, name: string) {
  await page.getByRole("button", { name: /^Workspace / }).click();
  await page.getByRole("button", { name, exact: true }).click();
  await expect(page.getByRole("button", { name: `Workspace ${name}` })).toBeVisible();
}

/** A tab that gets no messages from other tabs, so that only the server can keep it from writing. */
async function deafTab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.BroadcastChannel.prototype.addEventListener = () => {};
  });
  return page;
}

test("a tab left in another workspace can't change anything there, and says so", async ({
  context,
  page,
}) => {
  await signIn(page, person);
  const [told, deaf, drifting] = [await context.newPage(), await deafTab(context), await deafTab(context)];
  for (const tab of [told, deaf, drifting]) await tab.goto("/leads?source=partner");
  // This tab gets no answers of the API either, which would tell it before the click.
  await drifting.route("**/api/v1/**", (route) => route.abort());
  const name = `Misplaced ${stamp}`;
  await deaf.getByRole("button", { name: "Add lead" }).click();
  await deaf.getByRole("dialog").getByLabel("Name").fill(name);
  await switchTo(page, elsewhere);

  await expect(told.getByRole("alertdialog")).toContainText("You switched workspace or account");
  await told.keyboard.press("Escape");
  await expect(told.getByRole("alertdialog")).toBeVisible();

  await deaf.getByRole("button", { name: "Create lead" }).click();
  await expect(deaf.getByRole("alertdialog")).toContainText("You switched workspace or account");
  expect(await leadsCalled(name)).toEqual([0, 0]);

  // A screen of the other workspace never appears in a page of this one.
  await drifting.getByRole("link", { name: "Sales", exact: true }).first().click();
  await expect(drifting.getByRole("button", { name: `Workspace ${elsewhere}` })).toBeVisible();

  await told.getByRole("link", { name: "Reload this page" }).click();
  await expect(told.getByRole("button", { name: `Workspace ${elsewhere}` })).toBeVisible();
  await expect(told).toHaveURL(/\/leads$/);
  await expect(told.getByRole("alertdialog")).toBeHidden();
});

test("a signed-out person is told, their page sends no more requests, and signing in returns to the same page", async ({
  page,
}) => {
  await signIn(page, person);
  const address = "/leads?view=table&source=partner";
  await page.goto(address);
  await expect(page.getByRole("table")).toBeVisible();
  await api("PATCH", `/users/${userId}`, { is_active: false });
  await expect(page.getByRole("alertdialog")).toContainText("You’re signed out", { timeout: 20_000 });
  await expect(page.getByText("Connection lost.")).toBeHidden();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.waitForTimeout(7_000);
  expect(asked).toEqual([]);
  await api("PATCH", `/users/${userId}`, { is_active: true });
  await page.context().clearCookies();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.waitForURL("**/login?next=*");
  await enter(page, person);
  await page.waitForURL(`**${address}`);
  await expect(page.getByRole("table")).toBeVisible();
});

test("signing out in one tab is shown in the others", async ({ context, page }) => {
  await signIn(page, person);
  const other = await context.newPage();
  await other.goto("/sales");
  await page.getByRole("button", { name: "Two Places" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/login");
  await expect(other.getByRole("alertdialog")).toContainText("You’re signed out");
});

test("a deep link asks for sign-in first and then opens; external addresses do not", async ({ page }) => {
  await page.goto("/log?type=sale.&q=abc");
  await page.waitForURL("**/login?next=*");
  await enter(page, person);
  await page.waitForURL("**/log?type=sale.&q=abc");
  await page.goto("/login?next=/sales");
  await page.waitForURL("**/sales");
  for (const foreign of ["//evil.example", "https://evil.example", "/\\evil.example"]) {
    await page.goto(`/login?next=${encodeURIComponent(foreign)}`);
    await page.waitForURL("**/leads");
  }
});
