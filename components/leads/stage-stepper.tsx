"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Check, Lock } from "lucide-react";
import { useNow, useTranslations } from "next-intl";
import { useState } from "react";
import { changedFields } from "#components/api/changed-fields.ts";
import { settle } from "#components/api/settle.ts";
import { useProblemWords, useReasonWords } from "#components/api/use-problem-words.ts";
import { ConflictSheet } from "#components/board/conflict-sheet.tsx";
import { LostLine } from "#components/board/lost-note.tsx";
import { type LossInput, LostSheet } from "#components/board/lost-sheet.tsx";
import type { Conflict } from "#components/board/use-moves.ts";
import { useFormat } from "#components/format/use-format.ts";
import { useLeadName } from "#components/format/use-lead-name.ts";
import { Button } from "#components/ui/button.tsx";
import { StageRing } from "#components/ui/stage-ring.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { HOUR } from "#lib/core/clock.ts";
import type { ActionResult } from "#lib/http/action.ts";
import { type LeadStage, leadStages, leadTransitions, transferGates } from "#lib/pipeline/leads/rules.ts";
import type { LeadJson } from "#lib/pipeline/leads/schema.ts";
import type { LeadActions } from "./actions.ts";
import type { LeadsContext } from "./context.ts";
import { gatePlace } from "./focus-gate.ts";
import { GateList } from "./gate-list.tsx";
import { cacheLead } from "./lead-query.ts";
import { TransferSheet } from "./transfer-sheet.tsx";

const WAY = ["new", "contacted", "qualified", "transferred"] as const;

/** When the lead entered each stage that it has been in. */
const enteredAt = (lead: LeadJson): Partial<Record<LeadStage, string | null>> => ({
  new: lead.created_at,
  contacted: lead.contacted_at,
  qualified: lead.qualified_at,
  [lead.stage]: lead.stage_changed_at,
});

/** A requested change of the stage. */
type Change = {
  to: LeadStage;
  act: (version: number) => Promise<ActionResult<unknown>>;
  words: string;
  isUndoable: boolean;
};

type Props = {
  lead: LeadJson;
  context: LeadsContext;
  actions: LeadActions;
  /** Goes to the field of a gate. */
  onGoToGate: (pointer: string) => void;
};

/** If no step is a button, the list itself gets a tab stop, so that a keyboard can scroll it. */
const REACHABLE = { tabIndex: 0 } as const;

/** On a phone the steps scroll sideways. The current step is scrolled into view. */
const showStep = (step: HTMLElement | null) => step?.scrollIntoView({ block: "nearest", inline: "center" });

/** The stages of a lead with the time in each, the gates before sales, and the actions for the next stage. */
export function StageStepper({ lead, context, actions, onGoToGate }: Props) {
  const say = useTranslations("drawer");
  const stages = useTranslations("stages.lead");
  const reasonWords = useReasonWords();
  const problemWords = useProblemWords();
  const nameOf = useLeadName();
  const format = useFormat();
  const now = useNow().getTime();
  const toast = useToast();
  const client = useQueryClient();
  const [sheet, setSheet] = useState<"lost" | "transfer">();
  const [conflict, setConflict] = useState<Conflict<LeadJson> & { to: LeadStage }>();
  const { settings } = context;
  const transitions = leadTransitions(lead, settings.min_transfer_score);
  const gates = transferGates(lead, settings.min_transfer_score);
  const times = enteredAt(lead);
  const isFinal = leadStages.isFinal(lead.stage);
  const place = WAY.indexOf(lead.stage as (typeof WAY)[number]);

  /** @returns whether the undo is settled; without an answer it can be tried again */
  const undo = async (): Promise<boolean> => {
    const result = await settle(actions.undoMove({ leadId: lead.id }));
    await client.invalidateQueries();
    if (result.ok) toast({ about: lead.id, subject: nameOf(lead), words: say("undone") });
    else toast({ subject: say("notChanged"), words: problemWords(result.problem), isProblem: true });
    return result.ok || result.problem.status < 500;
  };
  /** Saves a change. If others changed a field that people edit meanwhile, the person decides. */
  const run = async (base: LeadJson, { to, act, words, isUndoable }: Change): Promise<void> => {
    const result = await settle(act(base.version));
    if (!result.ok && result.problem.code === "stale_version") {
      const current = result.problem.current as LeadJson;
      const changed = changedFields(base, current);
      const again = () => void run(current, { to, act, words, isUndoable });
      cacheLead(client, current);
      return changed ? setConflict({ card: current, to, changed, again }) : again();
    }
    await client.invalidateQueries();
    if (!result.ok)
      return toast({ subject: say("notChanged"), words: problemWords(result.problem), isProblem: true });
    const action = isUndoable ? { action: { label: say("undo"), key: "Z", onAct: undo } } : {};
    toast({ about: lead.id, subject: nameOf(lead), words, ...action });
  };
  const move = (stage: LeadStage, loss?: LossInput) => {
    setSheet(undefined);
    void run(lead, {
      to: stage,
      act: (version) => actions.move({ leadId: lead.id, input: { stage, ...loss, version } }),
      words: say("movedTo", { stage: stages(stage) }),
      isUndoable: true,
    });
  };
  const spent = (stage: (typeof WAY)[number], index: number) => {
    const from = times[stage];
    const next = WAY[index + 1];
    const to = stage === lead.stage ? now : Date.parse((next && times[next]) ?? lead.stage_changed_at);
    return from ? format.hours((to - Date.parse(from)) / HOUR) : "";
  };
  return (
    <section aria-label={say("stage")} className="flex-none px-5 py-4 in-data-keyboard:hidden">
      <div className="flex items-center gap-3">
        <ol
          {...REACHABLE}
          className="flex min-w-0 flex-1 overflow-x-auto rounded-lg border border-line-strong"
        >
          {WAY.map((stage, index) => {
            const isHere = stage === lead.stage;
            const isPast = place > index || (lead.stage === "lost" && Boolean(times[stage]));
            const transition = transitions.find((one) => one.stage === stage);
            const canMove = Boolean(transition?.allowed) && stage !== "transferred";
            const note =
              isHere || isPast
                ? spent(stage, index)
                : transition && transition.reasons.length > 0 && stage === "transferred" && !isFinal
                  ? say("missing", { count: gates.length })
                  : "";
            return (
              <li
                key={stage}
                ref={isHere ? showStep : undefined}
                {...(canMove ? gatePlace("/stage") : {})}
                className={`step min-w-24 flex-1 max-sm:min-w-max ${isHere ? "bg-primary-soft" : isPast ? "bg-base-100" : "bg-base-200"}`}
              >
                <button
                  type="button"
                  disabled={!canMove}
                  aria-current={isHere ? "step" : undefined}
                  title={
                    canMove
                      ? say("moveTo", { stage: stages(stage) })
                      : transition?.reasons.map(reasonWords).join(" ")
                  }
                  onClick={() => move(stage)}
                  className={`relative z-10 flex h-11 w-full items-center gap-2 pr-1.5 pl-4 text-left ${canMove ? "hover:bg-hover" : "cursor-default"}`}
                >
                  {isPast && !isHere ? (
                    <Check size={14} className="icon text-muted" aria-hidden />
                  ) : stage === "transferred" && !isHere ? (
                    <Lock size={14} className="icon text-muted" aria-hidden />
                  ) : (
                    <span className={isHere ? "text-primary" : ""}>
                      <StageRing stage={stage} />
                    </span>
                  )}
                  <span className="min-w-0">
                    <span
                      className={`block truncate leading-4 ${isHere ? "font-semibold" : isPast ? "font-medium" : "text-muted"}`}
                    >
                      {stages(stage)}
                    </span>
                    <span className="block truncate text-muted text-xs">{note}</span>
                  </span>
                </button>
              </li>
            );
          })}
        </ol>
        {!isFinal && (
          <Button className="max-sm:hidden" onClick={() => setSheet("lost")}>
            {say("markLost")}
          </Button>
        )}
      </div>
      {lead.stage === "lost" && <LostLine of={lead} />}
      {!isFinal && (
        <div className="mt-3 flex items-center gap-x-4 gap-y-2 max-sm:flex-wrap">
          <span className="flex-none font-medium text-xs">{say("toTransfer")}</span>
          <GateList lead={lead} gates={gates} provider={settings.ai_provider} onGoToGate={onGoToGate} isRow />
          <span className="ml-auto flex flex-none gap-2">
            <Button className="sm:hidden" onClick={() => setSheet("lost")}>
              {say("markLost")}
            </Button>
            {context.canTransfer && (
              <Button look="primary" isLocked={gates.length > 0} onClick={() => setSheet("transfer")}>
                {say("transfer")}
              </Button>
            )}
          </span>
        </div>
      )}
      {sheet === "lost" && (
        <LostSheet
          of={{ name: nameOf(lead) }}
          draftKey={`lost-lead-${lead.id}`}
          own={settings.lost_reasons}
          onLose={(loss) => move("lost", loss)}
          onCancel={() => setSheet(undefined)}
        />
      )}
      {sheet === "transfer" && (
        <TransferSheet
          lead={lead}
          name={nameOf(lead)}
          settings={settings}
          onGoToGate={(pointer) => {
            setSheet(undefined);
            onGoToGate(pointer);
          }}
          onTransfer={(sale) => {
            setSheet(undefined);
            void run(lead, {
              to: "transferred",
              act: (version) => actions.transfer({ leadId: lead.id, input: { ...sale, version } }),
              words: say("transferred"),
              isUndoable: false,
            });
          }}
          onCancel={() => setSheet(undefined)}
        />
      )}
      {conflict && (
        <ConflictSheet
          conflict={conflict}
          subjectType="lead"
          name={nameOf(lead)}
          target={stages(conflict.to)}
          isStillOpen={transitions.some(({ stage, allowed }) => stage === conflict.to && allowed)}
          onClose={() => setConflict(undefined)}
        />
      )}
    </section>
  );
}
