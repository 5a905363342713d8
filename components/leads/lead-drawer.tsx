"use client";

import { type UseQueryResult, useQueries, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { getJson } from "#components/api/client.ts";
import { countOf, usePages } from "#components/api/use-pages.ts";
import { Conversation } from "#components/conversation/conversation.tsx";
import { LeadAppeals } from "#components/conversation/lead-appeals.tsx";
import { Timeline } from "#components/log/timeline.tsx";
import { SalePanel } from "#components/sales/sale-panel.tsx";
import { ScorePanel } from "#components/scoring/score-panel.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { QueryPart } from "#components/ui/query-part.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import { steps } from "#components/ui/use-layer.ts";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import type { MessageJson } from "#lib/conversations/messages/schema.ts";
import type { EventJson } from "#lib/insight/events/schema.ts";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";
import type { SaleJson } from "#lib/pipeline/sales/schema.ts";
import type { AssessmentJson } from "#lib/scoring/schema.ts";
import type { LeadActions } from "./actions.ts";
import type { LeadsContext } from "./context.ts";
import { DrawerHeader } from "./drawer-header.tsx";
import { focusGate, gatePlace } from "./focus-gate.ts";
import { LeadChain } from "./lead-chain.tsx";
import { LeadDetails } from "./lead-details.tsx";
import { leadQuery, partOfLead } from "./lead-query.ts";
import { StageStepper } from "./stage-stepper.tsx";

type Props = {
  leadId: number;
  /** The gate whose field is focused when the drawer opens. */
  gateAtFirst: string | undefined;
  context: LeadsContext;
  actions: LeadActions;
  /** The address after the drawer closes. */
  boardAddress: string;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
};

const TABS = ["conversation", "timeline", "appeals", "sale", "details"] as const;
type Tab = (typeof TABS)[number];

/** Everything about a lead: a drawer over the board, a full page on a phone. */
export function LeadDrawer(props: Props) {
  const { leadId, gateAtFirst, context, actions, boardAddress, onPrevious, onNext } = props;
  const say = useTranslations("drawer");
  const common = useTranslations("common");
  const dialog = useRef<HTMLDialogElement>(null);
  const [tab, setTab] = useState<Tab>("conversation");
  const { lead, messages, events, assessments, appeals, sale } = useLeadData(leadId);
  useLayoutEffect(() => {
    // Otherwise the browser would focus the first button.
    dialog.current?.focus();
  }, []);
  /** The gate whose field is focused as soon as it is visible. */
  const [gate, setGate] = useState(gateAtFirst);
  const isRead = lead.data !== undefined;
  useEffect(() => {
    if (gate === undefined || !isRead) return;
    // On a phone, fields and score are in a tab.
    if (!focusGate(dialog.current, gate) && gate !== "/stage" && tab !== "details") setTab("details");
    else setGate(undefined);
  }, [gate, isRead, tab]);
  return (
    <Dialog
      ref={dialog}
      tabIndex={-1}
      aria-label={say("lead")}
      hasAddress
      closedby="any"
      onCancel={(event) => {
        // A refused value in a field keeps the drawer open, until the person saves or discards it.
        const refused = dialog.current?.querySelector<HTMLElement>("input[aria-invalid=true]");
        if (refused) event.preventDefault();
        refused?.focus();
      }}
      onClose={() => steps().closeAddress(boardAddress)}
      className="sheet fixed top-0 right-0 bottom-0 left-auto m-0 flex h-[calc(100dvh-var(--keyboard))] max-h-none w-drawer max-w-full flex-col bg-base-100 p-0 pt-(--inset-top) pr-(--inset-right) shadow-over outline-none"
    >
      <DrawerHeader
        lead={lead.data}
        sourceName={
          context.sources.find(({ code }) => code === lead.data?.source)?.name ?? lead.data?.source ?? ""
        }
        {...{ onPrevious, onNext }}
        onClose={() => dialog.current?.close()}
      />
      {lead.error && !lead.data && (
        <ErrorState
          title={say("failed")}
          detail={say("failedDetail")}
          action={<Button onClick={() => lead.refetch()}>{common("tryAgain")}</Button>}
        />
      )}
      {!lead.data && !lead.error && <Skeleton />}
      {lead.data && (
        <>
          <StageStepper lead={lead.data} context={context} actions={actions} onGoToGate={setGate} />
          <LeadChain lead={lead.data} renew={actions.renew} />
          <div className="flex min-h-0 flex-1 border-line border-t">
            <div className="flex min-w-0 flex-1 flex-col">
              <Tabs
                tab={tab}
                onTab={setTab}
                counts={{
                  conversation: countOf(messages),
                  timeline: countOf(events),
                  appeals: countOf(appeals),
                }}
                hasSale={lead.data.sale_id !== null}
              />
              <div className="flex min-h-0 flex-1 flex-col">
                {tab === "conversation" && (
                  <Conversation
                    lead={lead.data}
                    messages={messages}
                    events={events}
                    send={actions.addMessages}
                  />
                )}
                {tab === "timeline" && (
                  <QueryPart query={events}>
                    {(known) => <Timeline events={known} more={events.more} />}
                  </QueryPart>
                )}
                {tab === "appeals" && (
                  <QueryPart query={appeals}>
                    {(known) => <LeadAppeals appeals={known} more={appeals.more} />}
                  </QueryPart>
                )}
                {tab === "sale" && (
                  <QueryPart query={sale}>{(known) => <SalePanel sale={known} />}</QueryPart>
                )}
                {tab === "details" && (
                  <div className="overflow-y-auto sm:hidden">
                    <Side lead={lead.data} {...{ assessments, context, actions }} />
                  </div>
                )}
              </div>
            </div>
            <aside className="w-84 flex-none overflow-y-auto border-line border-l max-sm:hidden">
              <Side lead={lead.data} {...{ assessments, context, actions }} />
            </aside>
          </div>
        </>
      )}
    </Dialog>
  );
}

function useLeadData(leadId: number) {
  const client = useQueryClient();
  const listed = client
    .getQueriesData<{ cards: LeadJson[] }[]>({ queryKey: ["board", "leads"] })
    .flatMap(([, columns]) => columns ?? [])
    .flatMap(({ cards }) => cards)
    .find(({ id }) => id === leadId);
  const messages = usePages<MessageJson>(partOfLead(leadId, "messages"));
  const events = usePages<EventJson>(partOfLead(leadId, "events"));
  const appeals = usePages<AppealJson>(partOfLead(leadId, "appeals"));
  const [lead, assessments] = useQueries({
    queries: [
      { ...leadQuery(leadId), placeholderData: listed },
      {
        queryKey: ["lead", leadId, "assessments"],
        queryFn: () => getJson<AssessmentJson[]>(`/leads/${leadId}/assessments?limit=20`),
      },
    ],
  });
  const saleId = lead.data?.sale_id ?? null;
  const [sale] = useQueries({
    queries: [
      {
        queryKey: ["sale", saleId],
        queryFn: () => getJson<SaleJson>(`/sales/${saleId}`),
        enabled: saleId !== null,
      },
    ],
  });
  return { lead, messages, events, assessments, appeals, sale };
}

type SideProps = {
  lead: LeadJson;
  assessments: UseQueryResult<AssessmentJson[]>;
  context: LeadsContext;
  actions: LeadActions;
};

function Side({ lead, assessments, context, actions }: SideProps) {
  return (
    <>
      <ScorePanel
        lead={lead}
        assessments={assessments}
        minTransferScore={context.settings.min_transfer_score}
        sources={context.sources}
        gate={gatePlace("/ai_score")}
        giveFeedback={actions.giveFeedback}
      />
      <LeadDetails lead={lead} context={context} actions={actions} />
    </>
  );
}

type TabsProps = {
  tab: Tab;
  onTab: (tab: Tab) => void;
  counts: Partial<Record<Tab, string | undefined>>;
  hasSale: boolean;
};

function Tabs({ tab, onTab, counts, hasSale }: TabsProps) {
  const say = useTranslations("drawer.tabs");
  return (
    <div role="tablist" className="flex flex-none gap-5 border-line border-b px-5 max-sm:gap-4 max-sm:px-4">
      {TABS.filter((name) => name !== "sale" || hasSale).map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          aria-selected={tab === name}
          onClick={() => onTab(name)}
          className={`-mb-px flex h-10 items-center gap-1.5 border-b-2 ${name === "details" ? "sm:hidden" : ""} ${tab === name ? "border-base-content font-semibold" : "border-transparent text-muted hover:text-base-content"}`}
        >
          {say(name)}
          {counts[name] ? <span className="font-normal text-muted tabular-nums">{counts[name]}</span> : null}
        </button>
      ))}
    </div>
  );
}

function Skeleton() {
  return (
    <div aria-busy className="flex flex-col gap-4 p-5">
      {["w-full h-11", "w-2/3 h-4", "w-1/2 h-16", "w-3/4 h-16"].map((shape) => (
        <div key={shape} className={`skeleton-line ${shape}`} />
      ))}
    </div>
  );
}
