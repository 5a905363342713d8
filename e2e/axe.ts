import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** Rows after the first eight of a list are made of the same parts again, and axe takes seconds for a hundred of them. */
const MORE_ROWS = ":is(li, tr):nth-child(n+9)";

const isGrave = ({ impact }: { impact?: string | null }) => impact === "serious" || impact === "critical";

/** What axe finds serious or critical on the page, in the theme that it has, with the first place of each. */
export async function graveProblems(page: Page, rules?: string[]): Promise<string[]> {
  // Colours that are still on their way to another theme are no colours of it.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  // What passes is not looked at, and every style sheet is our own: axe need not gather either.
  const axe = new AxeBuilder({ page })
    .options({ resultTypes: ["violations"], preload: false })
    .exclude(MORE_ROWS);
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.filter(isGrave).map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
