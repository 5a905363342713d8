import { useTranslations } from "next-intl";
import { useState } from "react";
import { UNREACHABLE, useProblemWords } from "#components/api/use-problem-words.ts";
import type { Drop } from "#components/board/types.ts";
import type { useBoard } from "#components/board/use-board.ts";
import { useToast } from "#components/ui/toast.tsx";
import type { ActionResult } from "#lib/http/action.ts";
import type { ProblemJson } from "#lib/http/problem.ts";
import type { LeadJson, LeadStage, MoveLeadInput } from "#lib/leads/schema.ts";
import type { LeadActions } from "./actions.ts";

/** A drop that waits for words: the reason of a loss, or the amount of a sale. */
type Pending = { card: LeadJson; origin: LeadJson; originIndex: number; to: LeadStage; index: number };

const settle = <Data>(result: Promise<ActionResult<Data>>): Promise<ActionResult<Data>> =>
  result.catch(() => ({ ok: false, problem: UNREACHABLE }));

/**
 * Moves of leads, shown at once and taken back with the reason when they are refused.
 */
export function useLeadMoves(
  board: ReturnType<typeof useBoard<LeadJson>>,
  actions: LeadActions,
  nameOf: (lead: LeadJson) => string,
) {
  const say = useTranslations("board");
  const stages = useTranslations("stages.lead");
  const problemWords = useProblemWords();
  const toast = useToast();
  const [savingId, setSavingId] = useState<number>();
  const [pending, setPending] = useState<Pending>();

  const fail = (origin: LeadJson, originIndex: number, problem: ProblemJson) => {
    const current = problem.code === "stale_version" ? (problem.current as LeadJson) : origin;
    board.place(current, originIndex);
    const signIn = () => window.location.assign("/login");
    toast({
      subject: say("notMoved"),
      words: problemWords(problem),
      isProblem: true,
      ...(problem.code === "unauthenticated" ? { action: { label: say("signIn"), onAct: signIn } } : {}),
    });
  };

  const undo = async (lead: LeadJson, originIndex: number) => {
    const result = await settle(actions.undoMove({ leadId: lead.id }));
    if (result.ok) board.place(result.data, originIndex);
    else toast({ subject: say("notUndone"), words: problemWords(result.problem), isProblem: true });
  };

  const save = async (origin: LeadJson, originIndex: number, shown: LeadJson, input: MoveLeadInput) => {
    setSavingId(origin.id);
    const result = await settle(
      actions.move({ leadId: origin.id, input: { ...input, version: origin.version } }),
    );
    setSavingId(undefined);
    if (!result.ok) return fail(origin, originIndex, result.problem);
    board.replace(result.data);
    if (origin.stage === shown.stage) return;
    toast({
      subject: nameOf(origin),
      words: say("movedTo", { stage: stages(shown.stage) }),
      action: { label: say("undo"), key: "Z", onAct: () => void undo(result.data, originIndex) },
    });
  };

  const drop = ({ card, to, index, after, before }: Drop<LeadJson>) => {
    const originIndex = board.indexOf(card);
    const stage = to as LeadStage;
    const shown = {
      ...card,
      stage,
      stage_changed_at: stage === card.stage ? card.stage_changed_at : new Date().toISOString(),
    };
    board.place(shown, index);
    if (stage !== card.stage && (stage === "lost" || stage === "transferred")) {
      setPending({ card: shown, origin: card, originIndex, to: stage, index });
      return;
    }
    void save(card, originIndex, shown, { stage, after_id: after?.id, before_id: before?.id });
  };

  /** Puts the card back where it was lifted. */
  const cancel = () => {
    if (pending) board.place(pending.origin, pending.originIndex);
    setPending(undefined);
  };

  const confirm = (input: { lost_reason: string }) => {
    if (!pending) return;
    setPending(undefined);
    void save(
      pending.origin,
      pending.originIndex,
      { ...pending.card, ...input },
      { stage: pending.to, ...input },
    );
  };

  const transfer = async (sale: { amount: number | null; currency: string }) => {
    if (!pending) return;
    const { origin, originIndex } = pending;
    setPending(undefined);
    setSavingId(origin.id);
    const result = await settle(
      actions.transfer({ leadId: origin.id, input: { ...sale, version: origin.version } }),
    );
    setSavingId(undefined);
    if (!result.ok) return fail(origin, originIndex, result.problem);
    void board.refetch();
    toast({ subject: nameOf(origin), words: say("transferredToSales") });
  };

  return {
    savingId,
    // The sheet asks about the lead as it was: its gates are those of the stage that it comes from.
    pending: pending && { ...pending, card: pending.origin },
    drop,
    moveTo: (lead: LeadJson, stage: LeadStage) =>
      drop({ card: lead, from: lead.stage, to: stage, index: 0, after: undefined, before: undefined }),
    confirm,
    transfer,
    cancel,
  };
}
