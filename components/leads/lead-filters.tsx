"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCommonFilters } from "#components/views/common-filters.ts";
import { FilterRow } from "#components/views/filter-row.tsx";
import { defaultViews } from "#lib/pipeline/views/rules.ts";
import type { LeadsContext } from "./context.ts";

const SCORES = [
  { key: "ready", min: "0.6", max: undefined },
  { key: "middle", min: "0.3", max: "0.6" },
  { key: "low", min: undefined, max: "0.3" },
] as const;
const AGES = [1, 7, 30, 90] as const;

/** The filters of the leads. */
export function LeadFilters({ context }: { context: LeadsContext }) {
  const say = useTranslations("leads.filters");
  const parameters = useSearchParams();
  const { sources, operators } = context;
  const common = useCommonFilters({ board: "leads", sources, operators, ages: AGES });
  const [least, most] = [parameters.get("min_score"), parameters.get("max_score")];
  const isAsked = least !== null || most !== null;
  const chosen = SCORES.find(({ min = null, max = null }) => min === least && max === most);
  const score = {
    name: say("score"),
    value: chosen ? say(`scores.${chosen.key}`) : isAsked ? `${least ?? 0} – ${most ?? 1}` : undefined,
    options: SCORES.map(({ key, min, max }) => ({
      key,
      name: say(`scores.${key}`),
      changes: { min_score: min, max_score: max },
    })),
    parameters: ["min_score", "max_score"],
  };
  return (
    <FilterRow
      board="leads"
      everyday={defaultViews("leads", context.myOperatorId)}
      filters={[common.source, common.owner, score, common.age]}
    />
  );
}
