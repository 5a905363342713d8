import type { Browser } from "@playwright/test";
import { api, expect, signIn } from "./fixtures.ts";
import { enquire, newOperator, newSource } from "./operators.ts";
import { ADDRESS } from "./server.ts";

/** The admin in a separate browser, whose connection may be cut. */
export async function newAdminPage(browser: Browser) {
  const context = await browser.newContext({ baseURL: ADDRESS, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await signIn(page);
  return { page, context };
}

export async function newLead(name: string): Promise<number> {
  const { body } = await api("POST", "/leads", { source: "scanner", name });
  return body.id;
}

/** An operator with an accepted and opened appeal. */
export async function withOpenAppeal(browser: Browser, name: string) {
  const operator = await newOperator(browser, name);
  const sourceId = await newSource([[operator.operatorId, 1]]);
  const client = `Client of ${name} ${Date.now()}`;
  const { body: appeal } = await enquire(sourceId, client);
  await api("POST", `/appeals/${appeal.id}/accept`);
  await operator.page.getByRole("button", { name: client }).click();
  const field = operator.page.getByRole("textbox", { name: `Write to ${client}` });
  await expect(field).toBeVisible();
  return { ...operator, appeal, client, field };
}

/** The messages of a lead in both directions, the newest first. */
export const textsOf = async (leadId: number): Promise<string[]> => {
  const { body } = await api("GET", `/leads/${leadId}/messages`);
  return (body as { text: string }[]).map(({ text }) => text);
};

/** A sale of a new client. */
export async function newSale(name: string, ownerId: number, amount?: number): Promise<{ id: number }> {
  const lead = { source: "partner", name, business_domain: "retail", owner_id: ownerId };
  const { id } = (await api("POST", "/leads", lead)).body;
  for (const stage of ["contacted", "qualified"]) await api("PATCH", `/leads/${id}/stage`, { stage });
  await api("POST", `/leads/${id}/messages`, { increment: 5 });
  await api("POST", `/leads/${id}/analyze`, {});
  return (await api("POST", `/leads/${id}/transfer`, { amount })).body;
}
