import { api } from "./fixtures.ts";

/** Every screen behind the sign-in, as somebody reaches it who may see everything. */
const SCREENS = [
  "/leads",
  "/leads?view=table",
  "/sales",
  "/inbox",
  "/inbox?view=closed",
  "/dashboard",
  "/distribution",
  "/team",
  "/log",
  "/settings",
  "/settings/users",
  "/settings/api-keys",
  "/settings/ai",
  "/settings/ai/calibration",
  "/settings/ai/model",
  "/profile",
];

/** The same with a lead opened, which has a phone and a score. */
export async function screensWithLead(): Promise<string[]> {
  const name = `On every screen ${Date.now()}`;
  const { body: lead } = await api("POST", "/leads", { source: "partner", name, phone: "+380441234567" });
  await api("POST", `/leads/${lead.id}/analyze`, {});
  return [...SCREENS, `/leads/${lead.id}`];
}
