import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { LOCALES } from "#lib/core/ctx.ts";
import { BROWSER_ARGUMENTS, browserPath } from "../e2e/browser.ts";
import { startInstallation } from "./installation.ts";
import { Camera, picturesIn } from "./pictures/camera.ts";
import { layOut } from "./pictures/contact-sheets.ts";
import { SCENES } from "./pictures/scenes.ts";
import { type Furnished, makeWorkspaces, SIZES, type Size } from "./pictures/workspaces.ts";

// Takes a screenshot of every screen, empty, with three and with three thousand leads, in every language, in both
// themes, on a desktop and on a phone, and arranges them on contact sheets. Arguments select scenes: `-- lead sales
// --locale uk`. Other screenshots are kept.

const FOLDER = resolve(".data/pictures");
const WIDTHS = ["1440", "390"];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    locale: { type: "string", multiple: true, default: [...LOCALES] },
    width: { type: "string", multiple: true, default: WIDTHS },
    size: { type: "string", multiple: true, default: SIZES.map(String) },
  },
});
const scenes = SCENES.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const sizes = SIZES.filter((size) => values.size.includes(String(size)));
const locales = LOCALES.filter((locale) => values.locale.includes(locale));

const cells = sizes.flatMap((size) =>
  values.width.flatMap((width) => locales.map((locale) => ({ size, width: Number(width), locale }))),
);

let workspaces: Record<Size, Furnished> | undefined;
const installation = await startInstallation(0, async () => {
  workspaces = await makeWorkspaces();
});
const browser = await chromium.launch({ executablePath: await browserPath(), args: BROWSER_ARGUMENTS });
try {
  if (!workspaces) throw new Error("No workspaces were made");
  mkdirSync(FOLDER, { recursive: true });
  const camera = new Camera(browser, installation.address, FOLDER);
  let taken = 0;
  for (const cell of cells) {
    taken += await camera.take(scenes, cell, workspaces[cell.size]);
    console.log(`${taken} pictures`);
  }
  // Includes screenshots of earlier runs, so that after a change of one screen only its screenshots have to be taken.
  await layOut(browser, FOLDER, picturesIn(FOLDER));
  console.log(`Look at ${FOLDER}/index.html`);
} finally {
  await browser.close();
  await installation.stop();
}
