import { expect, test } from "./fixtures.ts";
import { bytesOf, MOST_SCRIPT_BYTES, scriptsOf } from "./script-weight.ts";

test("the board's code stays light", async ({ page }) => {
  // A page of its own: the one that signed in has loaded scripts already.
  const fresh = await page.context().newPage();
  const scripts = await scriptsOf(fresh, "/leads");
  expect(bytesOf(scripts)).toBeGreaterThan(50_000);
  expect(bytesOf(scripts), JSON.stringify(scripts, null, 2)).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);
});
