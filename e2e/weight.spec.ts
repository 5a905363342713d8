import { expect, test } from "./fixtures.ts";
import { bytesOf, MAX_SCRIPT_BYTES, scriptsOf } from "./script-weight.ts";

test("the board's scripts stay within their size limit", async ({ page }) => {
  // A separate page, because the page that signed in has already loaded scripts.
  const fresh = await page.context().newPage();
  const scripts = await scriptsOf(fresh, "/leads");
  expect(bytesOf(scripts)).toBeGreaterThan(50_000);
  expect(bytesOf(scripts), JSON.stringify(scripts, null, 2)).toBeLessThanOrEqual(MAX_SCRIPT_BYTES);
});

/** The part before each `:has(` of a selector: the elements that the browser has to check again. */
function anchorsIn(selector: string): string[] {
  return [...selector.matchAll(/:has\(/g)].map(({ index }) => {
    let from = index;
    for (let depth = 0; from > 0; from -= 1) {
      const before = selector[from - 1] ?? "";
      if (before === ")") depth += 1;
      if (depth === 0 && /[\s>+~,(]/.test(before)) break;
      if (before === "(") depth -= 1;
    }
    return selector.slice(from, index) || "*";
  });
}

test("no style makes the browser check the whole page when a card is added or removed", async ({ page }) => {
  await page.goto("/leads");
  await page.locator("[data-board-lane]").first().waitFor();
  const selectors = await page.evaluate(() => {
    const rulesIn = (list: CSSRuleList): CSSStyleRule[] =>
      [...list].flatMap((rule) => [
        ...(rule instanceof CSSStyleRule ? [rule] : []),
        ...("cssRules" in rule ? rulesIn(rule.cssRules as CSSRuleList) : []),
      ]);
    return [...document.styleSheets].flatMap(({ cssRules }) =>
      rulesIn(cssRules).map(({ selectorText }) => selectorText),
    );
  });
  const anchors = [...new Set(selectors.flatMap(anchorsIn))];
  const above = await page.evaluate((known) => {
    const lane = document.querySelector("[data-board-lane]")?.parentElement;
    return known.filter((anchor) => lane?.closest(anchor));
  }, anchors);
  // daisyUI uses some for its own fields, switches and buttons.
  expect(anchors.length).toBeGreaterThan(0);
  expect(above).toEqual([]);
});

test("switching from light to dark changes the colours without transitions", async ({ page }) => {
  await page.goto("/leads");
  await page.locator("[data-board-lane]").first().waitFor();
  const transitions = await page.evaluateHandle(() => {
    const started: string[] = [];
    document.addEventListener("transitionrun", ({ propertyName }) => started.push(propertyName));
    return started;
  });
  await page.getByRole("button", { name: "Theme" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("html")).not.toHaveAttribute("data-theme-changes");
  // The button's own transition, because it is under the pointer.
  expect((await transitions.jsonValue()).length).toBeLessThan(20);
});

test("the anchors of :has() are found in selectors of any form", () => {
  expect(anchorsIn("main:has(.board)")).toEqual(["main"]);
  expect(anchorsIn(":is(.x, .frame:not([data-a]):has(> b)) nav")).toEqual([".frame:not([data-a])"]);
  expect(anchorsIn(".a > :has(p), *:has(q):has(r)")).toEqual(["*", "*", "*:has(q)"]);
});
