"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { usePages } from "#components/api/use-pages.ts";
import { SelectAllBox } from "#components/bulk/select-all-box.tsx";
import { useSelection } from "#components/bulk/selection.tsx";
import { Button } from "#components/ui/button.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { QueryLink } from "#components/ui/query-link.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import { LaneEmpty } from "#components/views/lane-empty.tsx";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";
import type { LeadActions } from "./actions.ts";
import type { LeadsContext } from "./context.ts";
import { TableCell } from "./table-cell.tsx";
import { type TableColumn, useColumnWords, useTableColumns } from "./table-columns.ts";

type Props = {
  query: string;
  context: LeadsContext;
  actions: LeadActions;
  onOpen: (leadId: number) => void;
  onOrder: (leadIds: number[]) => void;
};

/** A lead that is being edited, and its index when editing began. */
type Edited = { lead: LeadJson; place: number };

/** The rows, including the one that is being edited even if it no longer matches the filters. */
const withEdited = (leads: LeadJson[], edited: Edited | undefined) =>
  !edited || leads.some(({ id }) => id === edited.lead.id)
    ? leads
    : leads.toSpliced(edited.place, 0, edited.lead);

/** The leads as a table, sorted by a column and loaded while scrolling. */
export function LeadTable({ query, context, actions, onOpen, onOrder }: Props) {
  const say = useTranslations("leadTable");
  const common = useTranslations("common");
  const parameters = useSearchParams();
  const columnWords = useColumnWords();
  const { shown: columns } = useTableColumns();
  const sort = parameters.get("sort") ?? "-created_at";
  const address = `/leads${query ? `${query}&` : "?"}sort=${sort}`;
  const {
    data: leads = [],
    error,
    refetch,
    isLoading,
    more,
  } = usePages<LeadJson>({ queryKey: ["leads", address], address });
  const [edited, setEdited] = useState<Edited>();
  const ids = leads.map(({ id }) => id).join();
  useEffect(() => onOrder(ids ? ids.split(",").map(Number) : []), [ids, onOrder]);
  if (error)
    return (
      <ErrorState
        title={say("failed")}
        detail={say("failedDetail")}
        action={<Button onClick={refetch}>{common("tryAgain")}</Button>}
      />
    );
  return (
    <div className="relative min-h-0 flex-1 overflow-auto">
      <table className="w-full min-w-[56rem] border-separate border-spacing-0">
        <thead className="sticky top-0 z-10 bg-base-200">
          <tr className="text-left text-muted text-xs">
            {columns.map(({ key, sort: by }) => (
              <th
                key={key}
                scope="col"
                aria-sort={
                  by && sort.endsWith(by) ? (sort.startsWith("-") ? "descending" : "ascending") : undefined
                }
                className="h-8 whitespace-nowrap border-line border-b px-2.5 font-normal first:pl-4"
              >
                {key === "name" && <SelectAllBox shownIds={leads.map(({ id }) => id)} />}
                {by ? <SortLink by={by} sort={sort} label={columnWords(key)} /> : columnWords(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {withEdited(leads, edited).map((lead, place) => (
            <Row
              key={lead.id}
              {...{ lead, columns, context, actions }}
              onOpen={() => onOpen(lead.id)}
              onEdit={(isEdited) => setEdited(isEdited ? { lead, place } : undefined)}
            />
          ))}
        </tbody>
      </table>
      {!isLoading && leads.length === 0 && !edited && (
        <LaneEmpty board="leads" stage="new" isFiltered={query !== ""} />
      )}
      <LoadMore more={more} />
    </div>
  );
}

function SortLink({ by, sort, label }: { by: string; sort: string; label: string }) {
  const parameters = useSearchParams();
  const next = new URLSearchParams(parameters);
  next.set("sort", sort === `-${by}` ? by : `-${by}`);
  const Icon = sort === by ? ArrowUp : sort === `-${by}` ? ArrowDown : undefined;
  return (
    <QueryLink href={`/leads?${next}`} className="inline-flex items-center gap-1 hover:text-base-content">
      {label}
      {Icon && <Icon size={12} className="icon" aria-hidden />}
    </QueryLink>
  );
}

type RowProps = Omit<Props, "query" | "onOpen" | "onOrder"> & {
  lead: LeadJson;
  columns: readonly TableColumn[];
  onOpen: () => void;
  onEdit: (isEdited: boolean) => void;
};

function Row({ lead, columns, ...rest }: RowProps) {
  const isSelected = useSelection().ids.has(lead.id);
  return (
    <tr className={`group/lead ${isSelected ? "bg-primary-soft" : "hover:bg-hover"}`}>
      {columns.map(({ key }) => (
        <td
          key={key}
          className="h-10 max-w-40 whitespace-nowrap border-line border-b px-2.5 first:max-w-52 first:pl-4 min-[1600px]:max-w-64"
        >
          <TableCell column={key} lead={lead} {...rest} />
        </td>
      ))}
    </tr>
  );
}
