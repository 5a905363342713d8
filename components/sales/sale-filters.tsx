"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { useCommonFilters } from "#components/views/common-filters.ts";
import { FilterRow } from "#components/views/filter-row.tsx";
import type { DefaultView } from "#lib/pipeline/views/rules.ts";
import type { SourceJson } from "#lib/workspace/sources/schema.ts";
import type { OperatorJson } from "#lib/workspace/team/schema.ts";

const AGES = [7, 30, 90, 365] as const;
const AMOUNTS = [1_000, 10_000, 50_000, 100_000] as const;

type Props = {
  sources: SourceJson[];
  operators: OperatorJson[];
  currency: string;
  everyday: DefaultView[];
};

/** The filters of the sales board. */
export function SaleFilters({ sources, operators, currency, everyday }: Props) {
  const say = useTranslations("sales.filters");
  const format = useFormat();
  const parameters = useSearchParams();
  const common = useCommonFilters({ board: "sales", sources, operators, ages: AGES });
  const least = parameters.get("min_amount");
  const fromAmount = (amount: number) =>
    say("from", { amount: format.money(amount, parameters.get("currency") ?? currency) });
  const amount = {
    name: say("amount"),
    value: least === null ? undefined : fromAmount(Number(least)),
    options: AMOUNTS.map((amount) => ({
      key: String(amount),
      name: fromAmount(amount),
      changes: { min_amount: String(amount) },
    })),
    parameters: ["min_amount"],
  };
  return (
    <FilterRow
      board="sales"
      everyday={everyday}
      filters={[common.source, common.owner, amount, common.age]}
    />
  );
}
