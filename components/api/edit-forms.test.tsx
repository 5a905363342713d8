import { expect, test, vi } from "vitest";
import { SaleSheet } from "#components/sales/sale-sheet.tsx";
import { AiForm } from "#components/settings/ai-form.tsx";
import { WorkspaceForm } from "#components/settings/workspace-form.tsx";
import type { ProblemJson } from "#lib/http/problem.ts";
import { type SaleJson, UpdateSaleInput } from "#lib/pipeline/sales/schema.ts";
import { type SettingsJson, UpdateSettingsInput } from "#lib/workspace/settings/schema.ts";
import { inRender, submitForm } from "#testing/forms.tsx";
import { useSeenRow } from "./use-seen-row.ts";

vi.mock("./use-refresh.ts", () => ({ useRefresh: () => async () => undefined }));

/** Values that an older version accepted. */
const SALE = { id: 5, lead_id: 1, amount: 50_000, currency: "RUR", owner_id: 2, version: 3 } as SaleJson;
const SETTINGS = {
  name: "Old",
  currency: "BTC",
  time_zone: "Mars/Olympus",
  phone_country: "AN",
  renew_final_leads: false,
  business_domains: ["retail"],
  lost_reasons: [] as string[],
  session_idle_hours: null,
  session_max_days: 30,
  require_second_factor: false,
  min_transfer_score: 0.6,
  ai_provider: "openai",
  ai_cache_ttl_seconds: null,
  ai_stale_days: null,
  ai_calls_per_minute: 60,
  ai_analyze_after_messages: null,
  effective: { ai_provider: "rules" },
  version: 7,
} as SettingsJson;

type Update = (input: unknown) => Promise<{ ok: true; data: never }>;

/** The request that a form sends when its fields have these values. */
async function sent(
  form: (update: Update) => React.ReactElement,
  fields: Record<string, string>,
): Promise<unknown> {
  const update = vi.fn(async (_input: unknown) => ({ ok: true, data: undefined as never }) as const);
  await submitForm(() => form(update), fields);
  return update.mock.calls[0]?.[0];
}

const saleSheet = (update: Update) =>
  SaleSheet({ sale: SALE, name: "Olena", operators: [], canUpdate: true, update, onDone: () => undefined });

test("a sale with an obsolete currency can get another owner, and the form sends nothing else", async () => {
  const input = await sent(saleSheet, { amount: "50000", currency: "RUR", owner_id: "4" });
  expect(input).toEqual({ saleId: 5, input: { owner_id: 4, version: 3 } });
  expect(UpdateSaleInput.safeParse({ owner_id: 4, version: 3 }).success).toBe(true);
});

test("an amount with an incomplete currency shows an error and does not throw", async () => {
  await expect(
    sent(saleSheet, { amount: "₴50,000", currency: "US", owner_id: "2" }),
  ).resolves.toBeUndefined();
});

test("a workspace with a currency, zone and country that the server does not know can be renamed", async () => {
  const input = await sent(
    (update) => WorkspaceForm({ settings: SETTINGS, zones: ["UTC"], countries: [], update }),
    {
      name: "New",
      currency: "BTC",
      time_zone: "Mars/Olympus",
      phone_country: "AN",
      business_domains: " retail \n\n",
      lost_reasons: "",
      session_idle_hours: "",
      session_max_days: "30",
    },
  );
  expect(input).toEqual({ name: "New", version: 7 });
  expect(UpdateSettingsInput.safeParse(input).success).toBe(true);
});

test("a number of the AI settings can be saved while the provider's key is missing", async () => {
  const input = await sent((update) => AiForm({ settings: SETTINGS, update }), {
    ai_provider: "openai",
    min_transfer_score: "0.7",
    ai_calls_per_minute: "60",
  });
  expect(input).toEqual({ min_transfer_score: 0.7, version: 7 });
});

test("a form saved again after another person's change was shown sends what it shows", () => {
  const current = { ...SALE, owner_id: 9, version: 4 };
  const change = inRender(() => {
    const { changedByOthers, acceptCurrentRow, changeOf } = useSeenRow(SALE, ["owner_id"]);
    if (!changedByOthers) acceptCurrentRow({ code: "stale_version", current } as unknown as ProblemJson);
    return changeOf({ amount: 60_000, currency: "RUR", owner_id: 2 });
  });
  expect(change).toEqual({ amount: 60_000, owner_id: 2, version: 4 });
});
