import { useQuery } from "@tanstack/react-query";
import { ArrowRight, RefreshCw, UserPlus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { getPage } from "#components/api/client.ts";
import { LostSheet } from "#components/board/lost-sheet.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { Button } from "#components/ui/button.tsx";
import { FloatingBar } from "#components/ui/floating-bar.tsx";
import { Menu, MenuAction } from "#components/ui/menu.tsx";
import { StageRing } from "#components/ui/stage-ring.tsx";
import { useKeys } from "#components/ui/use-keys.ts";
import { MAX_UNASKED } from "#lib/operations/bulk/rules.ts";
import type { BulkChange } from "#lib/operations/bulk/schema.ts";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";
import type { OperatorJson } from "#lib/workspace/team/schema.ts";
import { BulkConfirm } from "./bulk-confirm.tsx";
import { useSelection } from "./selection.tsx";
import { useStartBulk } from "./use-start-bulk.ts";

/**
 * Stages that many leads can be moved to at once. A transfer needs an amount for each lead, so it is not one of them.
 */
const STAGES = ["contacted", "qualified"] as const;

/** Sorts ids by number. The server compares them in this order, and the order on the board can change. */
const inOrder = (ids: Iterable<number>) => [...ids].sort((one, other) => one - other);

/** The new owner's name; empty if the change removes the owner. */
const operatorNameOf = (operators: OperatorJson[], change: BulkChange): string =>
  operators.find(({ id }) => change.action === "assign" && id === change.operator_id)?.name ?? "";

type Props = {
  operators: OperatorJson[];
  /** The workspace's own reasons for a loss, shown beside the built-in ones. */
  lostReasons: readonly string[];
  /** The board's filters as query parameters of the API: `?source=partner`. */
  query: string;
  /** The ids of the leads on the screen. */
  shownIds: readonly number[];
};

/**
 * Changes the selected leads, or all leads that match the filters. Selected leads that a filter hides, or that are
 * gone, are left out, so that only visible leads change.
 */
export function BulkBar({ operators, lostReasons, query, shownIds }: Props) {
  const say = useTranslations("bulk");
  const stages = useTranslations("stages.lead");
  const { ids, allOf, select, clear } = useSelection();
  const chosen = shownIds.filter((id) => ids.has(id));
  const hidden = ids.size - chosen.length;
  useKeys({ Escape: clear });
  const { data: first } = useQuery({
    queryKey: ["leads", "count", query],
    queryFn: () => getPage<LeadJson>(`/leads${query ? `${query}&` : "?"}limit=1&count=true`),
    enabled: ids.size > 0,
  });
  const matching = first?.total ?? 0;
  const filter = Object.fromEntries(new URLSearchParams(query));
  // Whether all leads that match the current filters are selected. After a change of the filters, the old choice no
  // longer applies.
  const isAllSelected = allOf === query;
  useEffect(() => {
    // Rows that are loaded later belong to the selection too, and are shown as selected.
    if (isAllSelected) select(shownIds, true, query);
  }, [isAllSelected, shownIds, query, select]);
  const count = isAllSelected ? matching : chosen.length;
  const [isLosing, setLosing] = useState(false);
  const [asked, setAsked] = useState<BulkChange>();
  const { mutate, isPending, isStale, reset } = useStartBulk(clear);
  const meant = isAllSelected ? { filter } : { ids: inOrder(chosen) };
  const start = (change: BulkChange, confirmed: { fingerprint?: string } = {}) =>
    mutate({ change, chosen: meant, wanted: isAllSelected ? filter : inOrder(ids), ...confirmed });
  const startOrAsk = (change: BulkChange) => {
    if (isAllSelected || chosen.length > MAX_UNASKED) setAsked(change);
    else start(change);
  };
  if (chosen.length === 0) return null;
  return (
    <FloatingBar label={say("title")}>
      <p role="status" className="px-2 font-semibold tabular-nums">
        {say("selected", { count })}
        {!isAllSelected && hidden > 0 && (
          <span className="ml-2 font-normal text-muted">{say("hidden", { count: hidden })}</span>
        )}
      </p>
      {!isAllSelected && matching > chosen.length && (
        <Button look="ghost" onClick={() => select(shownIds, true, query)}>
          {say("all", { count: matching })}
        </Button>
      )}
      <Menu
        opens="up"
        align="left"
        trigger={(trigger) => (
          <Button icon={ArrowRight} isBusy={isPending} {...trigger}>
            {say("move")}
          </Button>
        )}
      >
        {(close) =>
          STAGES.map((stage) => (
            <MenuAction key={stage} close={close} onAct={() => startOrAsk({ action: "move", stage })}>
              <StageRing stage={stage} />
              {stages(stage)}
            </MenuAction>
          ))
        }
      </Menu>
      <Menu
        opens="up"
        align="left"
        trigger={(trigger) => (
          <Button icon={UserPlus} isBusy={isPending} {...trigger}>
            {say("assign")}
          </Button>
        )}
      >
        {(close) => (
          <div className="max-h-80 w-56 overflow-y-auto">
            {operators
              .filter(({ is_active }) => is_active)
              .map(({ id, name }) => (
                <MenuAction
                  key={id}
                  close={close}
                  onAct={() => startOrAsk({ action: "assign", operator_id: id })}
                >
                  <Avatar name={name} />
                  {name}
                </MenuAction>
              ))}
          </div>
        )}
      </Menu>
      <Button icon={RefreshCw} isBusy={isPending} onClick={() => startOrAsk({ action: "analyze" })}>
        {say("analyze")}
      </Button>
      <Button className="text-error" isBusy={isPending} onClick={() => setLosing(true)}>
        {say("lose")}
      </Button>
      <Button look="ghost" icon={X} aria-label={say("clear")} onClick={clear} />
      {isLosing && (
        <LostSheet
          of={{ count }}
          // The reason is kept for exactly these leads, so that it is not suggested for others.
          draftKey={`lost-leads-${JSON.stringify(meant)}`}
          own={lostReasons}
          onCancel={() => setLosing(false)}
          onLose={(loss) => {
            setLosing(false);
            startOrAsk({ action: "lose", ...loss });
          }}
        />
      )}
      {asked && (
        <BulkConfirm
          change={asked}
          chosen={meant}
          hidden={isAllSelected ? 0 : hidden}
          operatorName={operatorNameOf(operators, asked)}
          isStarting={isPending}
          isStale={isStale}
          onCancel={() => {
            setAsked(undefined);
            reset();
          }}
          onConfirm={(fingerprint) => start(asked, { fingerprint })}
        />
      )}
    </FloatingBar>
  );
}
