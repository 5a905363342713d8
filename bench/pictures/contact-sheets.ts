import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Browser } from "@playwright/test";
import type { Picture } from "./camera.ts";

/** Pictures on one sheet. */
const TOGETHER = 12;
/** Pixels of a sheet. Wide pictures are in rows of three, so that each row shows empty, few and many. */
const SHEET_WIDTH = 1_800;
const columnsOf = (width: number) => (width < 640 ? 6 : 3);

type Sheet = { name: string; columns: number; pictures: Picture[] };

/** Arranges twelve pictures of a scene and width on a sheet: an HTML page with all sheets, and a PNG of each. */
export async function layOut(browser: Browser, folder: string, pictures: Picture[]): Promise<void> {
  const sheets = sheetsOf(pictures);
  const page = await browser.newPage({ viewport: { width: SHEET_WIDTH, height: 900 } });
  for (const sheet of sheets) {
    const path = join(folder, `${sheet.name}.html`);
    writeFileSync(path, html(folder, [sheet]));
    await page.goto(`file://${path}`, { waitUntil: "load" });
    await page.screenshot({ path: join(folder, `${sheet.name}.png`), fullPage: true });
  }
  await page.close();
  writeFileSync(join(folder, "index.html"), html(folder, sheets));
}

function sheetsOf(pictures: Picture[]): Sheet[] {
  const groups = Map.groupBy(pictures, ({ scene, width }) => `${scene}-${width}`);
  return [...groups].flatMap(([name, group]) => {
    const sorted = group.toSorted(
      (one, other) =>
        one.locale.localeCompare(other.locale) ||
        other.theme.localeCompare(one.theme) ||
        one.size - other.size,
    );
    return Array.from({ length: Math.ceil(sorted.length / TOGETHER) }, (_, place) => ({
      name: place === 0 ? name : `${name}-${place + 1}`,
      columns: columnsOf(sorted[0]?.width ?? 0),
      pictures: sorted.slice(place * TOGETHER, (place + 1) * TOGETHER),
    }));
  });
}

function html(folder: string, sheets: Sheet[]): string {
  const sections = sheets.map(({ name, columns, pictures }) => {
    const figures = pictures.map(({ file, size, locale, theme }) => {
      const address = relative(folder, file);
      return `<a href="${address}"><img src="${address}"><br>${size} ${locale} ${theme}</a>`;
    });
    return `<h2>${name}</h2><div style="grid-template-columns: repeat(${columns}, 1fr)">${figures.join("")}</div>`;
  });
  return `<!doctype html><meta charset="utf-8"><title>Leadline in pictures</title>
<style>
  body { margin: 12px; font: 12px sans-serif; background: #999 }
  h2 { margin: 8px 0; font-size: 16px }
  div { display: grid; gap: 12px; align-items: start }
  img { width: 100% }
  a { color: black; text-decoration: none }
</style>
${sections.join("\n")}\n`;
}
