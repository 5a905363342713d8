import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const isGrave = ({ impact }: { impact?: string | null }) => impact === "serious" || impact === "critical";

/** What axe finds serious or critical on the page, in the theme that it has, with the first place of each. */
export async function graveProblems(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.filter(isGrave).map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
