"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { getPage } from "#components/api/client.ts";
import { useFormat } from "#components/format/use-format.ts";
import { Button } from "#components/ui/button.tsx";
import { StageRing } from "#components/ui/stage-ring.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import type { LeadJson } from "#lib/leads/schema.ts";
import { ScoreBars, ScoreWords } from "./score.tsx";
import { SelectBox } from "./select-box.tsx";
import { useSelection } from "./selection.tsx";
import { useLeadName } from "./use-lead-name.ts";

type Props = { query: string; onOpen: (leadId: number) => void; onOrder: (leadIds: number[]) => void };

const COLUMNS = [
  { key: "name", sort: "name" },
  { key: "stage", sort: undefined },
  { key: "score", sort: "ai_score" },
  { key: "owner", sort: undefined },
  { key: "messages", sort: "message_count" },
  { key: "inStage", sort: "stage_changed_at" },
  { key: "created", sort: "created_at" },
] as const;

/** The same leads as rows: sorted by the head of a column, loaded as one goes. */
export function LeadTable({ query, onOpen, onOrder }: Props) {
  const say = useTranslations("leadTable");
  const common = useTranslations("common");
  const parameters = useSearchParams();
  const sort = parameters.get("sort") ?? "-created_at";
  const address = `/leads${query ? `${query}&` : "?"}sort=${sort}`;
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage, isLoading, refetch } =
    useInfiniteQuery({
      queryKey: ["leads", address],
      queryFn: ({ pageParam, signal }) => getPage<LeadJson>(pageParam ?? address, signal),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next,
    });
  const leads = data?.pages.flatMap(({ rows }) => rows) ?? [];
  const ids = leads.map(({ id }) => id).join();
  useEffect(() => onOrder(ids ? ids.split(",").map(Number) : []), [ids, onOrder]);
  if (error)
    return (
      <ErrorState
        title={say("failed")}
        detail={say("failedDetail")}
        action={<Button onClick={() => refetch()}>{common("tryAgain")}</Button>}
      />
    );
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <table className="w-full min-w-[56rem] border-separate border-spacing-0">
        <thead className="sticky top-0 z-10 bg-base-200">
          <tr className="text-left text-muted text-xs">
            {COLUMNS.map(({ key, sort: by }) => (
              <th
                key={key}
                scope="col"
                aria-sort={
                  by && sort.endsWith(by) ? (sort.startsWith("-") ? "descending" : "ascending") : undefined
                }
                className="h-8 border-line border-b px-3 font-normal first:pl-4"
              >
                {by ? <SortLink by={by} sort={sort} label={say(`columns.${key}`)} /> : say(`columns.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {leads.map((lead) => (
            <Row key={lead.id} lead={lead} onOpen={() => onOpen(lead.id)} />
          ))}
        </tbody>
      </table>
      {!isLoading && leads.length === 0 && <EmptyState title={say("empty")} detail={say("emptyDetail")} />}
      {hasNextPage && (
        <div className="flex justify-center py-4">
          <Button isBusy={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {common("loadMore")}
          </Button>
        </div>
      )}
    </div>
  );
}

function SortLink({ by, sort, label }: { by: string; sort: string; label: string }) {
  const parameters = useSearchParams();
  const next = new URLSearchParams(parameters);
  next.set("sort", sort === `-${by}` ? by : `-${by}`);
  const Icon = sort === by ? ArrowUp : sort === `-${by}` ? ArrowDown : undefined;
  return (
    <Link
      href={`/leads?${next}`}
      scroll={false}
      className="inline-flex items-center gap-1 hover:text-base-content"
    >
      {label}
      {Icon && <Icon size={12} className="icon" aria-hidden />}
    </Link>
  );
}

function Row({ lead, onOpen }: { lead: LeadJson; onOpen: () => void }) {
  const stages = useTranslations("stages.lead");
  const nameOf = useLeadName();
  const format = useFormat();
  const isSelected = useSelection().ids.has(lead.id);
  const cell = "h-10 border-b border-line px-3 first:pl-4";
  return (
    <tr className={`group/lead ${isSelected ? "bg-primary-soft" : "hover:bg-hover"}`}>
      <td className={cell}>
        <span className="flex max-w-72 items-center gap-2">
          <SelectBox lead={lead} />
          <button type="button" onClick={onOpen} className="min-w-0 truncate font-medium">
            {nameOf(lead)}
          </button>
        </span>
      </td>
      <td className={cell}>
        <span className="inline-flex items-center gap-2">
          <StageRing stage={lead.stage} />
          {stages(lead.stage)}
        </span>
      </td>
      <td className={cell}>
        <span className="inline-flex items-center gap-2">
          <ScoreBars recommendation={lead.ai_recommendation} />
          <ScoreWords score={lead.ai_score} recommendation={lead.ai_recommendation} />
        </span>
      </td>
      <td className={`${cell} text-muted`}>{lead.owner_name ?? "–"}</td>
      <td className={`${cell} text-right text-muted tabular-nums`}>{lead.message_count}</td>
      <td className={`${cell} text-muted`}>{format.age(lead.stage_changed_at)}</td>
      <td className={`${cell} text-muted`}>{format.date(lead.created_at)}</td>
    </tr>
  );
}
