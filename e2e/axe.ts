import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** Rows after the eighth of a list repeat the same elements, and axe takes seconds for a hundred of them. */
const MORE_ROWS = ":is(li, tr):nth-child(n+9)";

const isGrave = ({ impact }: { impact?: string | null }) => impact === "serious" || impact === "critical";

/** The serious and critical problems that axe finds in the current theme, with the first element of each. */
export async function graveProblems(page: Page, rules?: string[]): Promise<string[]> {
  // Colours in transition to another theme would be measured wrongly.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  // Passes are not reported and no style sheet is from another origin, so axe need not collect either.
  const axe = new AxeBuilder({ page })
    .options({ resultTypes: ["violations"], preload: false })
    .exclude(MORE_ROWS);
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.filter(isGrave).map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
