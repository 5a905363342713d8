"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFilters } from "#components/board/use-filters.ts";
import { useFormat } from "#components/format/use-format.ts";
import { FilterMenu } from "#components/ui/filter-menu.tsx";
import type { OperatorJson } from "#lib/team/schema.ts";

const AGES = [7, 30, 90, 365] as const;
const AMOUNTS = [1_000, 10_000, 50_000, 100_000] as const;

/** The row of filters of the sales board; each is in the address. */
export function SaleFilters({ operators, currency }: { operators: OperatorJson[]; currency: string }) {
  const say = useTranslations("leads.filters");
  const sales = useTranslations("sales.filters");
  const format = useFormat();
  const { parameters, go, age, youngerThan } = useFilters("/sales");
  const owner = operators.find(({ id }) => String(id) === parameters.get("owner_id"));
  const least = parameters.get("min_amount");
  const fromAmount = (amount: number) => sales("from", { amount: format.money(amount, currency) });
  const shared = (name: string) => ({ name, removeLabel: say("remove", { name }), onPick: go });
  return (
    <div className="flex flex-none items-center gap-2 overflow-x-auto border-line border-b px-4 py-2 max-sm:border-b-0">
      <FilterMenu
        {...shared(say("owner"))}
        value={owner?.name}
        options={operators.map(({ id, name }) => ({
          key: String(id),
          name,
          changes: { owner_id: String(id) },
        }))}
        onClear={() => go({ owner_id: undefined })}
      />
      <FilterMenu
        {...shared(sales("amount"))}
        value={least === null ? undefined : fromAmount(Number(least))}
        options={AMOUNTS.map((amount) => ({
          key: String(amount),
          name: fromAmount(amount),
          changes: { min_amount: String(amount) },
        }))}
        onClear={() => go({ min_amount: undefined })}
      />
      <FilterMenu
        {...shared(say("age"))}
        value={age === undefined ? undefined : say("under", { days: age })}
        options={AGES.map((days) => ({
          key: String(days),
          name: say("under", { days }),
          changes: youngerThan(days),
        }))}
        onClear={() => go({ created_from: undefined })}
      />
      {parameters.size > 0 && (
        <Link href="/sales" className="btn btn-ghost btn-sm h-7 flex-none">
          {say("clear")}
        </Link>
      )}
    </div>
  );
}
