import type { Browser } from "@playwright/test";
import { api, createPerson } from "./fixtures.ts";
import { ADDRESS } from "./server.ts";

const PASSWORD = "a-long-password-of-a-test";

/** A new person with a sign-in, in a separate browser, with the inbox open. */
export async function newOperator(browser: Browser, name: string, viewport = { width: 1440, height: 900 }) {
  const email = `${name.toLowerCase().replaceAll(" ", "-")}-${Date.now()}@example.com`;
  const user = await createPerson({ email, name, role: "operator", password: PASSWORD });
  const operatorId: number = user.operator_id;
  const context = await browser.newContext({ baseURL: ADDRESS, viewport, hasTouch: viewport.width < 500 });
  const page = await context.newPage();
  await page.goto("/login");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("**/leads");
  await page.goto("/inbox");
  return { page, operatorId, context };
}

/** A source whose appeals go to these operators. */
export async function newSource(weights: [operatorId: number, weight: number][]): Promise<number> {
  const { body } = await api("POST", "/sources", { name: `Inbox ${Date.now()}`, acknowledge_seconds: 600 });
  await api(
    "POST",
    `/sources/${body.id}/weights`,
    weights.map(([operator_id, weight]) => ({ operator_id, weight })),
  );
  return body.id;
}

/** A client writes. */
export const enquire = (sourceId: number, name: string) =>
  api("POST", "/appeals", {
    lead_external_id: `inbox-${name}-${Date.now()}`,
    source_id: sourceId,
    message: `Question of ${name}`,
    lead_name: name,
  });
