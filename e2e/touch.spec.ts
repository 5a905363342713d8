import type { CDPSession, Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

type Point = { x: number; y: number };

/** A finger that moves at a human speed. */
class Finger {
  readonly #cdp: CDPSession;
  constructor(cdp: CDPSession) {
    this.#cdp = cdp;
  }
  #send(type: "touchStart" | "touchMove" | "touchEnd", at?: Point) {
    return this.#cdp.send("Input.dispatchTouchEvent", { type, touchPoints: at ? [at] : [] });
  }
  async #way(from: Point, to: Point, steps: number) {
    for (let step = 1; step <= steps; step += 1) {
      const part = step / steps;
      await this.#send("touchMove", {
        x: from.x + (to.x - from.x) * part,
        y: from.y + (to.y - from.y) * part,
      });
    }
  }
  async swipe(from: Point, to: Point) {
    await this.#send("touchStart", from);
    await this.#way(from, to, 5);
    await this.#send("touchEnd");
  }
  /** Holds until the card lifts, then carries it. */
  async carry(page: Page, from: Point, to: Point) {
    await this.#send("touchStart", from);
    await page.waitForTimeout(400);
    await this.#way(from, to, 12);
    await page.waitForTimeout(300);
    await this.#send("touchEnd");
  }
}

async function middleOf(target: Locator): Promise<Point> {
  const box = await target.boundingBox();
  if (!box) throw new Error(`not on the screen: ${target}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const tabOf = (page: Page, name: string) => page.getByRole("tab", { name: new RegExp(`^${name}`) });
const cardIn = (page: Page, lane: string, name: string) =>
  page.getByRole("region", { name: lane, exact: true }).getByRole("group").filter({ hasText: name });

async function create(page: Page, name: string, domain: string) {
  await page.getByRole("button", { name: "Add lead" }).tap();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Business domain").fill(domain);
  await page.getByLabel("Source").selectOption("partner");
  await page.getByRole("button", { name: "Create lead" }).tap();
  const drawer = page.getByRole("dialog", { name: "Lead", exact: true });
  await expect(drawer).toContainText(name);
  return drawer;
}

/** By the card's own menu, without dragging. */
async function moveTo(page: Page, lane: string, name: string, target: string) {
  await cardIn(page, lane, name)
    .getByRole("button", { name: /Move to/ })
    .tap();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: new RegExp(`^${target}`) })
    .tap();
}

test("the whole cycle by touch on a phone", async ({ page }) => {
  test.setTimeout(180_000);
  const finger = new Finger(await page.context().newCDPSession(page));
  const name = `By touch ${Date.now()}`;
  const drawer = await create(page, name, "Touch screens");
  await drawer.getByRole("button", { name: "Close" }).first().tap();

  // A long press lifts the card; the tab of a stage takes it.
  await expect(cardIn(page, "New", name)).toBeVisible();
  await finger.carry(
    page,
    await middleOf(cardIn(page, "New", name)),
    await middleOf(tabOf(page, "Contacted")),
  );
  await expect(page.getByText(`${name} moved to Contacted`)).toBeVisible();
  // A swipe shows the next stage.
  await finger.swipe({ x: 320, y: 560 }, { x: 60, y: 565 });
  await expect(tabOf(page, "Contacted")).toHaveAttribute("aria-selected", "true");
  await moveTo(page, "Contacted", name, "Qualified");
  await expect(page.getByText(`${name} moved to Qualified`)).toBeVisible();
  await tabOf(page, "Qualified").tap();

  await cardIn(page, "Qualified", name).tap();
  await drawer.getByLabel(/^Log a message to/).fill("Hello! The offer comes today.");
  await drawer.getByRole("button", { name: "Log message" }).tap();
  await expect(drawer.getByText("The offer comes today.")).toBeVisible();
  await drawer.getByRole("tab", { name: "Details" }).tap();
  await drawer.getByRole("button", { name: "Score lead", exact: true }).tap();
  await expect(drawer.getByText("Ready for sales.").filter({ visible: true })).toBeVisible();
  await drawer.getByRole("button", { name: "Close" }).first().tap();

  await moveTo(page, "Qualified", name, "Transferred");
  await page.getByLabel("Amount").fill("900");
  await page.getByRole("button", { name: "Transfer lead", exact: true }).tap();
  await expect(page.getByText(`${name} transferred to sales`)).toBeVisible();

  await page.getByRole("link", { name: "Sales" }).tap();
  for (const [from, to] of [
    ["New", "KYC"],
    ["KYC", "Agreement"],
    ["Agreement", "Paid"],
  ] as const) {
    await moveTo(page, from, name, to);
    await expect(page.getByText(`${name} moved to ${to}`)).toBeVisible();
    await tabOf(page, to).tap();
    await expect(cardIn(page, to, name)).toBeVisible();
  }

  await page.getByRole("link", { name: "Leads" }).tap();
  const other = `Lost by touch ${Date.now()}`;
  await create(page, other, "Printing");
  await drawer.getByRole("button", { name: "Close" }).first().tap();
  await moveTo(page, "New", other, "Contacted");
  await expect(page.getByText(`${other} moved to Contacted`)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).last().tap();
  await expect(cardIn(page, "New", other)).toBeVisible();
  await page.getByRole("button", { name: "Filters" }).tap();
  const filters = page.getByRole("dialog", { name: "Filters" });
  await filters.getByLabel("Name, phone, email").fill(other);
  await expect(tabOf(page, "New")).toHaveText(/New\s*1$/);
  await filters.getByRole("button", { name: "Close" }).tap();
  await expect(page.getByRole("button", { name: "1 filter" })).toBeVisible();
  await moveTo(page, "New", other, "Lost");
  await page.getByRole("button", { name: "No response" }).tap();
  await page.getByRole("button", { name: "Mark as lost" }).tap();
  await expect(page.getByText(`${other} moved to Lost`)).toBeVisible();

  await page.getByRole("button", { name: "More" }).tap();
  await page.getByRole("dialog").getByRole("button", { name: "Admin" }).tap();
  await page.getByRole("button", { name: "Sign out" }).tap();
  await page.waitForURL("**/login");
});
