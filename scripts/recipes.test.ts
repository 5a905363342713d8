import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const PAGES = ["docs/RECIPES.md", "CONTRIBUTING.md", "docs/ARCHITECTURE.md"];

/** Paths in code marks, such as `lib/core/errors.ts` or `db/functions/`. Those with `<` or `*` name a kind of file. */
const pathsIn = (page: string) =>
  [...page.matchAll(/`((?:app|bench|components|db|docs|drizzle|e2e|lib|scripts|testing)\/[^`\s]*)`/g)]
    .map(([, path = ""]) => path)
    .filter((path) => !/[<*{…]/.test(path));

/** Links to other pages, from where the page is. */
const linksIn = (page: string, folder: string) =>
  [...page.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, link = ""]) => join(folder, link));

test.each(PAGES)("every file named in %s exists", (name) => {
  const page = readFileSync(name, "utf8");
  const named = [...pathsIn(page), ...linksIn(page, dirname(name))];
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});

test("the recipes name the files of each task", () => {
  const recipes = readFileSync("docs/RECIPES.md", "utf8");
  const titles = [...recipes.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
  expect(titles.length).toBeGreaterThanOrEqual(8);
  for (const recipe of recipes.split(/^## /m).slice(1)) expect(pathsIn(recipe).length).toBeGreaterThan(0);
});
