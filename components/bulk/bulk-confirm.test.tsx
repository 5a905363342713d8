import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { CATALOGUES } from "#lib/i18n/catalogues.ts";
import type { BulkPreviewJson } from "#lib/operations/bulk/schema.ts";
import { BulkConfirm } from "./bulk-confirm.tsx";
import { bulkPreviewKey } from "./use-start-bulk.ts";

const change = { action: "move", stage: "contacted" } as const;
const chosen = { filter: { source: "partner" } };
const preview: BulkPreviewJson = {
  total: 4,
  applicable: 2,
  fingerprint: "of the two",
  left_out: { already_there: 1, final: 1, wrong_stage: 0 },
};

function shown(isStale: boolean): string {
  const client = new QueryClient();
  client.setQueryData([...bulkPreviewKey, change, chosen], preview);
  return renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <NextIntlClientProvider locale="en" messages={CATALOGUES.en} timeZone="UTC">
        <BulkConfirm
          change={change}
          chosen={chosen}
          hidden={0}
          operatorName=""
          isStarting={false}
          isStale={isStale}
          onConfirm={() => {}}
          onCancel={() => {}}
        />
      </NextIntlClientProvider>
    </QueryClientProvider>,
  );
}

test("a selection that changed after the count is mentioned beside the new count", () => {
  expect(shown(false)).not.toContain("The selection changed");
  const stale = shown(true);
  expect(stale).toContain("The selection changed after it was counted. Nothing was started.");
  expect(stale).toContain("2 leads will move to Contacted.");
});
