import type { Page } from "@playwright/test";
import { breakableLine } from "#testing/fakes/breakable-line.ts";
import { api, expect, signIn, test } from "./fixtures.ts";
import { PORT } from "./server.ts";

const LEADS = 40;
/** The changes to each lead: a stage by the menu, or Z for undo. */
const MOVES = ["Contacted", "undo", "Contacted", "Qualified", "undo"] as const;
const CUTS = 10;
/** One in this many leads is moved in the interface, the others by requests in the page's session. */
const BY_HAND = 5;

const cardOf = (page: Page, lane: string, name: string) =>
  page.getByRole("region", { name: lane, exact: true }).getByRole("group").filter({ hasText: name });

/** In the interface, as a manager moves a card without a mouse. */
async function makeByHand(page: Page, name: string, from: string, move: (typeof MOVES)[number]) {
  if (move === "undo") return page.keyboard.press("z");
  await cardOf(page, from, name).focus();
  await page.keyboard.press("m");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: new RegExp(`^${move}`) })
    .click();
  await expect(page.getByText(`${name} moved to ${move}`)).toBeVisible();
}

/** With the same session, without waiting for the screen. */
function makeByFetch(page: Page, leadId: number, move: (typeof MOVES)[number]) {
  const change =
    move === "undo"
      ? { method: "POST", path: "/undo", body: {} }
      : { method: "PATCH", path: "/stage", body: { stage: move.toLowerCase() } };
  return page.evaluate(
    async ({ method, path, body, id }) => {
      const answer = await fetch(`/api/v1/leads/${id}${path}`, {
        method,
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    { ...change, id: leadId },
  );
}

/** Checks for a card in every frame, because an expectation would check only once a second. */
const seenIn = (page: Page, lane: string, name: string) =>
  page.waitForFunction(
    ([lane, name]) =>
      [...document.querySelectorAll(`section[aria-label="${lane}"] article`)].some((card) =>
        card.textContent?.includes(name ?? ""),
      ),
    [lane, name],
    { polling: "raf", timeout: 15_000 },
  );

/** Random numbers that are the same in every run. */
function seeded(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % below;
  };
}

test("200 moves in one browser all appear in another, whose connection is cut and restored ten times", async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000);
  const line = await breakableLine(PORT);
  const context = await browser.newContext({ baseURL: line.address, viewport: { width: 1440, height: 900 } });
  const other = await context.newPage();
  const mark = `Live ${Date.now()}`;
  const names = Array.from({ length: LEADS }, (_, place) => `${mark} № ${place}.`);
  const ids = new Map<string, number>();
  for (const name of names) ids.set(name, (await api("POST", "/leads", { source: "scanner", name })).body.id);
  const query = `?q=${encodeURIComponent(mark)}`;
  await page.goto(`/leads${query}`);
  await signIn(other);
  await other.goto(`/leads${query}`);
  await expect(other.getByRole("region", { name: "New", exact: true })).toContainText(`of ${LEADS}`);

  const random = seeded(7);
  const cutAt = new Set<number>();
  while (cutAt.size < CUTS) cutAt.add(random(LEADS * MOVES.length));
  const delays: number[] = [];
  let restoreAt = -1;
  let made = 0;
  // The newest comes first, because the top of the column is always in the document.
  for (const [place, name] of names.toReversed().entries()) {
    const path = ["New"];
    for (const move of MOVES) {
      if (cutAt.has(made)) {
        line.cut();
        restoreAt = made + 1 + random(4);
      }
      if (made === restoreAt) line.restore();
      if (place % BY_HAND === 0) await makeByHand(page, name, path.at(-1) ?? "New", move);
      else await makeByFetch(page, ids.get(name) ?? 0, move);
      if (move === "undo") path.pop();
      else path.push(move);
      if (made >= restoreAt) {
        const began = performance.now();
        await seenIn(other, path.at(-1) ?? "New", name);
        delays.push(performance.now() - began);
      }
      made += 1;
    }
  }
  line.restore();
  expect(made).toBe(200);
  await expect(other.getByRole("region", { name: "Contacted" })).toContainText(`${LEADS} of ${LEADS}`);
  const { body } = await api("GET", `/leads${query}&limit=200`);
  const stored = new Map((body as { name: string; stage: string }[]).map(({ name, stage }) => [name, stage]));
  expect(names.filter((name) => stored.get(name) !== "contacted")).toEqual([]);
  const sorted = delays.sort((one, two) => one - two);
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  process.stdout.write(
    `seen in the other browser after ${at(0.5)} ms (half), ${at(0.95)} ms (95 %), ${at(1)} ms (all) of ${sorted.length}\n`,
  );
  await context.close();
  line.close();
});

test("a connection that falls silent without closing is noticed, and so is its return", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const line = await breakableLine(PORT);
  const context = await browser.newContext({ baseURL: line.address, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await signIn(page);
  await page.waitForTimeout(1_000);
  line.fallSilent();
  await expect(page.getByText("Connection lost.")).toBeVisible({ timeout: 30_000 });
  line.restore();
  await expect(page.getByText("Connected again.")).toBeVisible({ timeout: 30_000 });
  await context.close();
  line.close();
});

test("an offline browser is reported at once", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await signIn(page);
  await context.setOffline(true);
  await expect(page.getByText("Connection lost.")).toBeVisible({ timeout: 6_000 });
  // Going to another screen would show the browser's own error page.
  await page.getByRole("link", { name: "Sales", exact: true }).first().click();
  await page.waitForTimeout(1_000);
  await expect(page.getByRole("region", { name: "New", exact: true })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("Connected again.")).toBeVisible({ timeout: 6_000 });
  await page.getByRole("link", { name: "Sales", exact: true }).first().click();
  await page.waitForURL("**/sales");
  await context.close();
});

test("without a stream the screen says so, polls, and says when the stream is back", async ({ browser }) => {
  const line = await breakableLine(PORT);
  const context = await browser.newContext({ baseURL: line.address, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await context.route("**/api/v1/stream*", (route) => route.fulfill({ status: 404 }));
  await signIn(page);
  await expect(page.getByText("Connection lost.")).toBeVisible();
  const name = `Polled ${Date.now()}`;
  await api("POST", "/leads", { source: "scanner", name });
  await expect(page.getByRole("region", { name: "New", exact: true }).getByText(name)).toBeVisible({
    timeout: 15_000,
  });
  await page.goto("/dashboard");
  const card = page.getByRole("link", { name: /^New leads/ });
  const came = async () =>
    Number(/New leads([\d,]+)/.exec((await card.textContent()) ?? "")?.[1]?.replace(",", ""));
  const before = await came();
  await expect(page.getByText("Connection lost.")).toBeVisible({ timeout: 10_000 });
  await api("POST", "/leads", { source: "scanner", name: `${name}, seen on the dashboard` });
  await expect.poll(came, { timeout: 15_000 }).toBe(before + 1);
  await context.unroute("**/api/v1/stream*");
  await expect(page.getByText("Connected again.")).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText("Connected again.")).toBeHidden();
  await context.close();
  line.close();
});
