import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { Locale } from "#lib/core/ctx.ts";
import { CATALOGUES } from "#lib/i18n/catalogues.ts";
import type { BulkAction, BulkJobJson } from "#lib/operations/bulk/schema.ts";
import { useBulkWords } from "./use-bulk-words.ts";

type Words = ReturnType<typeof useBulkWords>;

function Said({ of }: { of: (words: Words) => string }) {
  return of(useBulkWords());
}

const said = (of: (words: Words) => string, locale: Locale = "en") =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={CATALOGUES[locale]} timeZone="UTC">
      <Said of={of} />
    </NextIntlClientProvider>,
  );

const jobOf = (action: BulkAction, fields: Partial<BulkJobJson> = {}): BulkJobJson => ({
  id: 1,
  action,
  status: "done",
  total: 60,
  done: 50,
  changed: 48,
  refused: 0,
  failure: null,
  actor: { kind: "user", id: 1, name: "Olena" },
  created_at: "2026-11-30T12:00:00.000Z",
  started_at: "2026-11-30T12:00:00.000Z",
  finished_at: "2026-11-30T12:00:05.000Z",
  undo_until: null,
  ...fields,
});

test("a change of many leads is described by what it does, not as a job", () => {
  const move = { action: "move", stage: "contacted" } as const;
  expect(said(({ doing }) => doing(jobOf(move, { done: 12 })))).toBe("Moving leads to Contacted: 12 of 60");
  expect(said(({ did }) => did(jobOf(move)))).toBe("48 leads moved to Contacted");
  expect(said(({ did }) => did(jobOf({ action: "lose", lost_reason: "No" })), "uk")).toBe(
    "Позначено втраченими: 48 лідів",
  );
  expect(said(({ did }) => did(jobOf({ action: "undo", job_id: 7 }, { changed: 1 })))).toBe(
    "Undone for 1 lead",
  );
  expect(said(({ did }) => did(jobOf({ action: "assign", operator_id: null })))).toBe("48 leads unassigned");
  expect(said(({ did }) => did(jobOf({ action: "analyze" }, { status: "cancelled", changed: 40 })))).toBe(
    "Stopped. 40 leads scored. The other leads were not changed.",
  );
});

test("the confirmation says what a change will do, and its button says to how many leads", () => {
  const assign = { action: "assign", operator_id: 3 } as const;
  expect(said(({ willDo }) => willDo(assign, 48, "Olena"))).toBe("48 leads will be assigned to Olena.");
  expect(said(({ act }) => act(assign, 48))).toBe("Assign 48 leads");
});
