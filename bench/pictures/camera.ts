import { mkdirSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import type { Locale } from "#lib/core/ctx.ts";
import { translator } from "#lib/i18n/translate.ts";
import type { Scene } from "./scenes.ts";
import { emailOf, type Furnished, PASSWORD, type Size } from "./workspaces.ts";

/** A combination of language, theme and width. */
export type Cell = { size: Size; width: number; locale: Locale };
export type Picture = Cell & { scene: string; theme: Theme; file: string };

const THEMES = ["light", "dark"] as const;
type Theme = (typeof THEMES)[number];

/** Pixels. */
const NARROWER_IS_PHONE = 640;
const isPhone = (width: number) => width < NARROWER_IS_PHONE;
const heightOf = (width: number) => (isPhone(width) ? 844 : 900);
const MAX_HEIGHT = 4_000;
/** Milliseconds without a request after which a page counts as idle. */
const REST = 250;
const PATIENCE = 20_000;

type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** Takes screenshots of scenes of one running Leadline and writes them into a folder. */
export class Camera {
  readonly #browser: Browser;
  readonly #address: string;
  readonly #folder: string;
  readonly #sessions = new Map<Size, Session>();

  constructor(browser: Browser, address: string, folder: string) {
    this.#browser = browser;
    this.#address = address;
    this.#folder = folder;
  }

  /** @returns how many pictures were taken; failures are printed and left out */
  async take(scenes: Scene[], cell: Cell, furnished: Furnished): Promise<number> {
    const inside = await this.#open(cell, await this.#signedIn(cell.size));
    const outside = await this.#open(cell);
    let taken = 0;
    for (const scene of scenes.filter((one) => exists(one, cell))) {
      const path = scene.path(furnished);
      const page = scene.isOutside ? outside : inside;
      try {
        if (path) taken += await this.#photograph(page, scene, path, cell);
      } catch (error) {
        console.error(`${scene.name}, ${Object.values(cell).join(" ")}: ${String(error).slice(0, 300)}`);
      }
    }
    await inside.context().close();
    await outside.context().close();
    return taken;
  }

  async #open({ width, locale }: Cell, session?: Session): Promise<Page> {
    const context = await this.#browser.newContext({
      baseURL: this.#address,
      viewport: { width, height: heightOf(width) },
      locale,
      timezoneId: "Europe/Kyiv",
      hasTouch: isPhone(width),
      // Without motion, so that each run takes the same picture.
      reducedMotion: "reduce",
      ...(session && { storageState: session }),
    });
    await context.addCookies([{ name: "locale", value: locale, url: this.#address }]);
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    page.on("pageerror", (error) => console.error(page.url(), String(error).slice(0, 300)));
    return page;
  }

  async #signedIn(size: Size): Promise<Session> {
    const known = this.#sessions.get(size);
    if (known) return known;
    const page = await this.#browser.newPage({ baseURL: this.#address });
    await page.goto("/login");
    await page.locator("input[name=email]").fill(emailOf(size));
    await page.locator("input[name=password]").fill(PASSWORD);
    await page.locator("form button[type=submit]").click();
    await page.waitForURL("**/leads");
    const session = await page.context().storageState();
    await page.context().close();
    this.#sessions.set(size, session);
    return session;
  }

  async #photograph(page: Page, scene: Scene, path: string, cell: Cell): Promise<number> {
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(path);
    await isAwake(page);
    await scene.prepare?.(page, translator(cell.locale));
    await page.waitForTimeout(REST);
    if (!scene.isUnfinished) await page.locator(".skeleton-line").first().waitFor({ state: "hidden" });
    if (scene.isLong) await showWhole(page, cell.width);
    const folder = join(this.#folder, scene.name);
    mkdirSync(folder, { recursive: true });
    for (const theme of THEMES) {
      await turn(page, theme);
      const file = join(folder, `${cell.width}-${cell.size}-${cell.locale}-${theme}.png`);
      // After all colour transitions, also on a slow machine.
      await page.screenshot({ path: file, animations: "disabled" });
    }
    await scene.leave?.(page);
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.setViewportSize({ width: cell.width, height: heightOf(cell.width) });
    return THEMES.length;
  }
}

/** Changes the theme as components/shell/change-theme.ts does. With transitions a screenshot takes twenty seconds. */
async function turn(page: Page, colorScheme: Theme): Promise<void> {
  const setMark = (isOn: boolean) =>
    page.evaluate((on) => document.documentElement.toggleAttribute("data-theme-changes", on), isOn);
  await setMark(true);
  await page.emulateMedia({ colorScheme });
  await page.waitForTimeout(REST);
  await setMark(false);
}

/** All pictures of a folder, by their names. */
export function picturesIn(folder: string): Picture[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).flatMap((name) => {
    const [, width, size, locale, theme] = /^(\d+)-(\d+)-(\w+)-(\w+)\.png$/.exec(basename(name)) ?? [];
    if (!width) return [];
    const cell = { width: Number(width), size: Number(size) as Size, locale: locale as Locale };
    return [{ ...cell, theme: theme as Theme, scene: dirname(name), file: join(folder, name) }];
  });
}

/** Waits until the page is hydrated. */
async function isAwake(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    Object.keys(document.querySelector("main") ?? {}).some((key) => key.startsWith("__react")),
  );
  await page.waitForTimeout(REST);
}

function exists({ sizes, on }: Scene, { size, width }: Cell): boolean {
  if (sizes && !sizes.includes(size)) return false;
  return on === undefined || (on === "phone") === isPhone(width);
}

/** Makes the window as high as its scrolled content. */
async function showWhole(page: Page, width: number): Promise<void> {
  const hidden = await page
    .locator("main")
    .evaluate((main) =>
      Math.max(main.scrollHeight - main.clientHeight, document.documentElement.scrollHeight - innerHeight),
    );
  const height = Math.min(MAX_HEIGHT, heightOf(width) + Math.max(0, hidden));
  await page.setViewportSize({ width, height });
  await page.waitForTimeout(REST);
}
