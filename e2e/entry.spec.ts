import { test as bare, type Page } from "@playwright/test";
import { graveProblems } from "./axe.ts";
import { admin, expect, leadline } from "./fixtures.ts";
import { ADDRESS } from "./server.ts";

const demoPeople = (page: Page) => page.getByRole("heading", { name: "Try the demo as" });

bare("a wrong password says so and keeps the e-mail", async ({ page }) => {
  await page.goto("/login");
  await page.getByLabel("Email").fill("nobody@example.com");
  await page.getByLabel("Password", { exact: true }).fill("wrong-password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("Wrong email or password.")).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue("nobody@example.com");
});

bare("somebody who is not signed in is sent to the sign-in page", async ({ page }) => {
  await page.goto("/leads");
  await expect(page).toHaveURL(/\/login$/);
});

bare("nothing serious for axe where somebody comes in, in both themes", async ({ page }) => {
  for (const path of ["/login", "/join/an-old-link"])
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      await expect(page.getByRole("main")).toBeVisible();
      expect([path, colorScheme, ...(await graveProblems(page))]).toEqual([path, colorScheme]);
    }
});

bare(
  "the demo people are offered in the browser that opens the link first, and in no other",
  async ({ browser, page }) => {
    await page.goto("/login");
    await expect(page.getByLabel("Email")).toBeVisible();
    await expect(demoPeople(page)).toBeHidden();
    const link = leadline("demo", "link");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url(), request.headers().referer ?? ""));
    await page.goto("about:blank");
    await page.goto(link);
    await expect(demoPeople(page)).toBeVisible();
    await expect(page).toHaveURL(/\/login$/);
    // Behind #, the code is not part of an address that a server or a log sees.
    expect(asked.filter((url) => url.split("#")[0]?.includes("ld_"))).toEqual([]);
    await page.reload();
    await expect(demoPeople(page)).toBeVisible();

    const other = await (await browser.newContext()).newPage();
    await other.goto("/login");
    await expect(demoPeople(other)).toBeHidden();
    await other.goto(link);
    await expect(other.getByRole("alert").filter({ hasText: "This demo link has been used" })).toBeVisible();
    await expect(demoPeople(other)).toBeHidden();

    // Opening the link again in the same browser shows no error.
    await page.goto("about:blank");
    await page.goto(link);
    await expect(page).toHaveURL(/\/login$/);
    await expect(demoPeople(page)).toBeVisible();
    await expect(page.getByText("This demo link has been used")).toBeHidden();
    await page.getByRole("button", { name: "Manager" }).click();
    await page.waitForURL("**/leads");
  },
);

bare("a demo link that is pasted into an open sign-in page is followed", async ({ page }) => {
  await page.goto("/login");
  await expect(page.getByLabel("Email")).toBeVisible();
  await page.goto(leadline("demo", "link"));
  await expect(demoPeople(page)).toBeVisible();
});

bare("a request from loopback is no demo person, and no code is one", async ({ request }) => {
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  const { cookies } = await request.storageState();
  const own = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  for (const token of ["", "lb_made-up", leadline("demo", "link").split("=")[1]]) {
    const answer = await request.post("/api/auth/callback/demo", {
      form: { csrfToken, role: "admin", json: "true" },
      headers: { cookie: `${own}; leadline.demo=${token}` },
    });
    expect(answer.status()).toBe(401);
  }
  expect(await (await request.get("/api/auth/session")).json()).toEqual({});
});

const hostOf = (address = "") => new URL(address, ADDRESS).host;

bare("signing in leads to no foreign site", async ({ request }) => {
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  for (const callbackUrl of ["https://evil.example/", "//evil.example", "http://127.0.0.1.evil.example"]) {
    const form = { ...admin(), csrfToken, callbackUrl, json: "true" };
    const answer = await request.post("/api/auth/callback/password", { form });
    expect(answer.status()).toBe(200);
    expect(hostOf((await answer.json()).url)).toBe(hostOf(ADDRESS));
    const plain = await request.post("/api/auth/callback/password", {
      form: { ...admin(), csrfToken, callbackUrl },
      maxRedirects: 0,
    });
    expect(hostOf(plain.headers().location)).toBe(hostOf(ADDRESS));
  }
});

bare("what Leadline does not use of next-auth is not there", async ({ request }) => {
  for (const path of ["signin", "signout", "error", "verify-request", "callback/password"])
    expect([path, (await request.get(`/api/auth/${path}`)).status()]).toEqual([path, 404]);
  for (const path of ["_log", "signin/password", "callback/github"]) {
    const answer = await request.post(`/api/auth/${path}`, { data: { code: "x", level: "error" } });
    expect([path, answer.status()]).toEqual([path, 404]);
    expect(answer.headers()["content-type"]).toBe("application/problem+json");
  }
});
