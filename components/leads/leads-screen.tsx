"use client";

import { Plus, SquareKanban, Table2 } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { startTransition, useCallback, useEffect, useState } from "react";
import type { ColumnJson } from "#components/board/columns.ts";
import { SelectionProvider, useSelection } from "#components/bulk/selection.tsx";
import { pushAddress, replaceAddress } from "#components/ui/address.ts";
import { PageAction } from "#components/ui/page-action.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { changedAddress } from "#components/views/use-filters.ts";
import { ViewTabs } from "#components/views/view-tabs.tsx";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";
import { defaultViews, NEW, NOT_FILTERS } from "#lib/pipeline/views/rules.ts";
import type { LeadActions } from "./actions.ts";
import type { LeadsContext } from "./context.ts";
import { LeadFilters } from "./lead-filters.tsx";
import { LeadsBoard } from "./leads-board.tsx";
import {
  BulkBar,
  ColumnsMenu,
  LeadDrawer,
  LeadTable,
  NewLeadSheet,
  preloadAtFirstTouch,
} from "./on-demand.ts";

type Props = { initial: ColumnJson<LeadJson>[]; context: LeadsContext; actions: LeadActions };

/** The filters of the address as parameters of the API, without parameters that are not filters. */
function apiQuery(parameters: URLSearchParams): string {
  const query = new URLSearchParams(parameters);
  for (const name of NOT_FILTERS) query.delete(name);
  const text = query.toString();
  return text ? `?${text}` : "";
}

/** The leads as a board or a table, with the opened lead over them. */
export function LeadsScreen({ initial, context, actions }: Props) {
  const say = useTranslations("leads");
  const path = usePathname();
  const parameters = useSearchParams();
  const [order, setOrder] = useState<number[]>([]);
  /** The gate at whose field a lead was opened. */
  const [gate, setGate] = useState<{ leadId: number; pointer: string }>();
  // Only the drawer needs the order, so the board does not wait for it when more cards are loaded.
  const keepOrder = useCallback((ids: number[]) => startTransition(() => setOrder(ids)), []);
  useEffect(preloadAtFirstTouch, []);
  const view = parameters.get("view") === "table" ? "table" : "board";
  const query = apiQuery(parameters);
  const kept = new URLSearchParams(parameters);
  kept.delete(NEW);
  const suffix = kept.size > 0 ? `?${kept}` : "";
  const isCreating = parameters.has(NEW);
  const setCreating = (wanted: boolean) =>
    replaceAddress(changedAddress(path, kept, { [NEW]: wanted ? "lead" : undefined }));
  const openId = Number(/^\/leads\/(\d+)$/.exec(path)?.[1] ?? 0);
  // The address changes without a request to the server, because the board is already there and the drawer loads its
  // own data. From one lead to the next the address is replaced, so that one step back is the board.
  const open = (leadId: number, gate?: string) => {
    setGate(gate === undefined ? undefined : { leadId, pointer: gate });
    const write = openId > 0 ? replaceAddress : pushAddress;
    write(`/leads/${leadId}${suffix}`);
  };
  const neighbour = (step: number) => order[order.indexOf(openId) + step];
  const goTo = (leadId: number | undefined) => (leadId === undefined ? undefined : () => open(leadId));
  const viewHref = (next: string) =>
    changedAddress("/leads", parameters, { view: next === "table" ? next : undefined });
  return (
    <SelectionProvider isPossible={context.canAssign} order={order}>
      <div className="board-page flex h-full flex-col">
        <header className="flex flex-none items-center gap-x-4 gap-y-2 px-4 pt-2 max-sm:-order-2 max-sm:flex-wrap max-sm:p-0">
          <PageTitle>{say("title")}</PageTitle>
          <ViewTabs board="leads" everyday={defaultViews("leads", context.myOperatorId)} />
          <div
            className={`ml-auto flex flex-none items-center gap-3 ${view === "table" ? "max-sm:w-full max-sm:justify-between max-sm:px-4 max-sm:pb-2" : ""}`}
          >
            {view === "table" && <ColumnsMenu />}
            <div className={view === "table" ? "" : "max-sm:hidden"}>
              <Segmented
                label={say("view")}
                value={view}
                hrefOf={viewHref}
                options={[
                  { value: "board", label: say("board"), icon: SquareKanban },
                  { value: "table", label: say("table"), icon: Table2 },
                ]}
              />
            </div>
            <PageAction icon={Plus} onClick={() => setCreating(true)}>
              {say("new")}
            </PageAction>
          </div>
        </header>
        <LeadFilters context={context} />
        {view === "board" ? (
          <LeadsBoard {...{ initial, context, actions, query }} onOpen={open} onOrder={keepOrder} />
        ) : (
          <LeadTable {...{ query, context, actions }} onOpen={open} onOrder={keepOrder} />
        )}
        <Bulk
          operators={context.operators}
          lostReasons={context.settings.lost_reasons}
          query={query}
          shownIds={order}
        />
        {isCreating && (
          <NewLeadSheet
            context={context}
            create={actions.create}
            findDuplicates={actions.findDuplicates}
            onDone={(lead) => {
              setCreating(false);
              if (lead) open(lead.id);
            }}
          />
        )}
        {openId > 0 && (
          <LeadDrawer
            key={openId}
            leadId={openId}
            gateAtFirst={gate?.leadId === openId ? gate.pointer : undefined}
            context={context}
            actions={actions}
            boardAddress={`/leads${suffix}`}
            onPrevious={goTo(neighbour(-1))}
            onNext={goTo(neighbour(1))}
          />
        )}
      </div>
    </SelectionProvider>
  );
}

/** The bar for changes of many leads, shown when leads are selected. */
function Bulk(props: React.ComponentProps<typeof BulkBar>) {
  return useSelection().ids.size > 0 && <BulkBar {...props} />;
}
