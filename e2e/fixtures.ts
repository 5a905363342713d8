import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test as base, type Cookie, expect, type Page, request } from "@playwright/test";
import { resolveDataFolder } from "#db/system-user.ts";
import { SCREENS } from "./screens.ts";
import { ADDRESS, PORT } from "./server.ts";

const DATA = resolveDataFolder(resolve(import.meta.dirname, "../.data/e2e"));

/** The first admin, created and printed by `npm start`. */
export function admin(): { email: string; password: string } {
  const path = join(DATA, "first-sign-in.json");
  if (!existsSync(path)) throw new Error(`no ${path}: the browser tests' server has not started`);
  return JSON.parse(readFileSync(path, "utf8"));
}

/** Runs a command and returns its output. */
export const leadline = (...words: string[]): string =>
  execFileSync(process.execPath, ["scripts/leadline.ts", ...words], {
    cwd: resolve(import.meta.dirname, ".."),
    encoding: "utf8",
    env: { ...process.env, PORT: String(PORT), LEADLINE_DATA_DIR: ".data/e2e" },
  }).trim();

let key: string | undefined;

/** An API key of the admin scope, created on the command line. */
function apiKey(): string {
  key ??= leadline("api-key", "create", "--name", "e2e", "--scope", "admin");
  return key;
}

/** Calls the API as an external system: with the first workspace's key unless another one is given. */
export async function api(method: string, path: string, body?: unknown, bearer = apiKey()) {
  const response = await fetch(`${ADDRESS}/api/v1${path}`, {
    method,
    // On a busy machine, the server may close a kept-alive connection while the request is being sent.
    headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json", connection: "close" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

type Person = { email: string; name: string; role: string; password: string };

/** A person who has already signed in and chosen this password. */
export async function createPerson({ password, ...person }: Person, bearer?: string) {
  const initial = `${password}-at-first`;
  const { body } = await api("POST", "/users", { ...person, password: initial }, bearer);
  const browser = await request.newContext({ baseURL: ADDRESS });
  const { csrfToken } = await (await browser.get("/api/auth/csrf")).json();
  const form = { csrfToken, email: person.email, password: initial, json: "true" };
  await browser.post("/api/auth/callback/password", { form });
  const changed = await browser.post("/api/v1/me/password", {
    data: { current: initial, password },
    headers: { "sec-fetch-site": "same-origin" },
  });
  expect(changed.status()).toBe(204);
  // The change of password gave this browser a new session, which would be in the person's list of sessions.
  const { csrfToken: token } = await (await browser.get("/api/auth/csrf")).json();
  await browser.post("/api/auth/signout", { form: { csrfToken: token, json: "true" } });
  await browser.dispose();
  return body;
}

/** Every screen, and an open lead that has a phone and a score. */
export async function screensWithLead(): Promise<string[]> {
  const name = `On every screen ${Date.now()}`;
  const { body: lead } = await api("POST", "/leads", { source: "partner", name, phone: "+380441234567" });
  await api("POST", `/leads/${lead.id}/analyze`, {});
  return [...SCREENS, `/leads/${lead.id}`];
}

/** Fills in the open sign-in page. */
export async function enter(page: Page, { email, password } = admin()): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

export async function signIn(page: Page, person = admin()): Promise<void> {
  await page.goto("/login");
  await enter(page, person);
  await page.waitForURL("**/leads");
}

/** Presses a key until `heard` passes, because a page that is not hydrated yet ignores keys. */
export async function pressUntil(page: Page, key: string, heard: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    await heard();
  }).toPass();
}

let adminCookies: Cookie[] = [];

/** Opens the board as the admin. The tests share the admin's session until one of them ends it. */
async function openAsAdmin(page: Page): Promise<void> {
  await page.context().addCookies(adminCookies);
  await page.goto("/leads");
  if (new URL(page.url()).pathname === "/leads") return;
  await enter(page);
  await page.waitForURL("**/leads");
  adminCookies = (await page.context().cookies()).filter(({ name }) => name.endsWith("leadline.session"));
}

/** Drags a card into a lane with the mouse. */
export async function dragTo(page: Page, card: string, lane: string): Promise<void> {
  const from = await page.getByRole("article").filter({ hasText: card }).first().boundingBox();
  const to = await page.getByRole("region", { name: lane, exact: true }).boundingBox();
  if (!from || !to) throw new Error(`${card} or ${lane} is not on the screen`);
  await page.mouse.move(from.x + 40, from.y + 30);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 50, { steps: 4 });
  await page.mouse.move(to.x + to.width / 2, to.y + 110, { steps: 12 });
  await page.waitForTimeout(300);
  await page.mouse.up();
}

/** A test whose page is signed in as the admin. It fails on any error in the browser's console. */
export const test = base.extend({
  page: async ({ page }, use) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(`${page.url()}: ${error}`));
    page.on("console", (message) => {
      if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) errors.push(message.text());
    });
    await openAsAdmin(page);
    await use(page);
    expect(errors).toEqual([]);
  },
});

export { expect };
