import { expect, test } from "./fixtures.ts";
import { bytesOf, MOST_SCRIPT_BYTES, scriptsOf } from "./script-weight.ts";

test("the board's code stays light", async ({ page }) => {
  // A page of its own: the one that signed in has loaded scripts already.
  const fresh = await page.context().newPage();
  const scripts = await scriptsOf(fresh, "/leads");
  expect(bytesOf(scripts)).toBeGreaterThan(50_000);
  expect(bytesOf(scripts), JSON.stringify(scripts, null, 2)).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);
});

test("no style makes the browser look at the whole page when a card comes or goes", async ({ page }) => {
  await page.goto("/leads");
  await page.locator("[data-board-lane]").first().waitFor();
  const above = await page.evaluate(() => {
    const rulesIn = (list: CSSRuleList): CSSStyleRule[] =>
      [...list].flatMap((rule) => [
        ...(rule instanceof CSSStyleRule ? [rule] : []),
        ...("cssRules" in rule ? rulesIn(rule.cssRules as CSSRuleList) : []),
      ]);
    const card = document.querySelector("[data-board-lane]");
    const selectors = [...document.styleSheets].flatMap(({ cssRules }) =>
      rulesIn(cssRules).map(({ selectorText }) => selectorText),
    );
    const anchors = selectors.flatMap((selector) =>
      [...selector.matchAll(/([\w.:#[\]="-]+):has\(/g)].map(([, anchor]) => anchor ?? ""),
    );
    return { known: anchors.length, above: anchors.filter((anchor) => card?.parentElement?.closest(anchor)) };
  });
  // daisyUI's own parts have some, for what stands inside them: a field, a switch, a button.
  expect(above.known).toBeGreaterThan(0);
  expect(above.above).toEqual([]);
});
