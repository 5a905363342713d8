import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { Problem } from "#lib/core/errors.ts";
import { CATALOGUES } from "#lib/i18n/catalogues.ts";
import { GATES, transferGates } from "#lib/pipeline/leads/rules.ts";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";
import { GateList } from "./gate-list.tsx";

const UNSCORED = { stage: "contacted", ai_score: null, business_domain: null } as LeadJson;

/** The buttons and texts of a list of gates. */
function shown(lead: LeadJson, gates: Problem[], provider: "rules" | "openai" = "rules") {
  const markup = renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={CATALOGUES.en} timeZone="UTC">
      <QueryClientProvider client={new QueryClient()}>
        <GateList lead={lead} gates={gates} provider={provider} onGoToGate={() => undefined} />
      </QueryClientProvider>
    </NextIntlClientProvider>,
  );
  const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, "");
  return {
    buttons: [...markup.matchAll(/<button.*?<\/button>/g)].map(([button]) => textOf(button)),
    texts: [...markup.matchAll(/<li.*?<\/li>/g)].map(([item]) => textOf(item)),
  };
}

const gatesOf = (lead: LeadJson) => transferGates(lead, 0.6);

test("every unmet gate is a button that opens its field, and the first score takes one click", () => {
  expect(shown(UNSCORED, gatesOf(UNSCORED)).buttons).toEqual([
    "Qualify it first, one stage at a time",
    "Needs a business domain",
    "Needs a score of 0.60",
    "Score now",
  ]);
});

test("a low score can be requested again when an LLM gives it; other providers score automatically", () => {
  const low = { ...UNSCORED, stage: "qualified", ai_score: 0.4, business_domain: "retail" } as LeadJson;
  const offered = (provider: "rules" | "openai") => shown(low, gatesOf(low), provider).buttons.at(-1);
  expect(offered("openai")).toBe("Score again");
  expect(offered("rules")).toMatch(/^Score .*needs/);
});

test("every gate is shown, for every kind of problem", () => {
  const fourth = [
    { code: "no_owner", detail: "The lead needs an owner", pointer: "/owner_id" },
    { code: "blocked", detail: "The client is blocked" },
  ];
  expect(shown(UNSCORED, [...gatesOf(UNSCORED), ...fourth]).texts).toEqual(
    expect.arrayContaining(["The lead needs an owner", "The client is blocked"]),
  );
});

test("every gate is shown also when it is passed, in every language", () => {
  const ready = { ...UNSCORED, stage: "qualified", ai_score: 0.9, business_domain: "retail" } as LeadJson;
  const pointers = new Set(GATES.map(({ pointer }) => pointer));
  expect(shown(ready, gatesOf(ready)).texts).toHaveLength(pointers.size);
  for (const { transfer, reasons } of Object.values(CATALOGUES)) {
    expect(Object.keys(transfer.met).map((field) => `/${field}`)).toEqual(
      expect.arrayContaining([...pointers]),
    );
    expect(Object.keys(reasons)).toEqual(expect.arrayContaining(GATES.map(({ code }) => code)));
  }
});
