import { expect, test } from "vitest";
import { sortParameter } from "#lib/core/sorting.ts";
import { LEAD_SORTS, LeadFilter } from "#lib/pipeline/leads/schema.ts";
import { pageFilter, type SearchParams } from "./page-filter.ts";

const Filter = LeadFilter.extend({ sort: sortParameter(LEAD_SORTS) });

function sentTo(asked: SearchParams): string {
  try {
    pageFilter(Filter, "/leads", asked, ["view", "sort"]);
  } catch (error) {
    return String(Object(error).digest).split(";")[2] ?? "";
  }
  return "nowhere";
}

test("only the valid parts of an address filter", () => {
  const asked = { source: "partner", min_score: "0.6", owner_id: "7", sort: "-ai_score", view: "table" };
  expect(pageFilter(Filter, "/leads", asked, ["view"])).toEqual({
    source: "partner",
    min_score: 0.6,
    owner_id: 7,
    sort: "-ai_score",
  });
});

test.each<[SearchParams, string]>([
  [{ created_from: "bogus" }, "/leads"],
  [{ min_score: "9", owner_id: "abc", source: "partner" }, "/leads?source=partner"],
  [{ sort: "bogus", view: "table", q: "a b" }, "/leads?view=table&q=a+b"],
  [{ q: "" }, "/leads"],
  [{ source: ["partner", "scanner"] }, "/leads"],
  [{ utm_source: "letter", constructor: "x" }, "/leads"],
])("unknown or invalid parameters are dropped from the address: %j", (asked, address) => {
  expect(sentTo(asked)).toBe(address);
});
