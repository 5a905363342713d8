import { useTranslations } from "next-intl";
import { useState } from "react";
import { UNREACHABLE, useProblemWords } from "#components/api/use-problem-words.ts";
import { useToast } from "#components/ui/toast.tsx";
import type { ActionResult } from "#lib/http/action.ts";
import type { ProblemJson } from "#lib/http/problem.ts";
import type { Drop } from "./types.ts";
import type { useBoard } from "./use-board.ts";

type Card = { id: number; stage: string; version: number; stage_changed_at: string };
type Place = {
  before_id?: number | undefined;
  after_id?: number | undefined;
  lost_reason?: string | undefined;
  version: number;
};

/** A drop that waits for words, such as the reason of a loss. The card is as it was before. */
export type PendingMove<Item> = { card: Item; shown: Item; index: number; to: string };

type Options<Item, Stage extends string> = {
  board: ReturnType<typeof useBoard<Item & Card>>;
  nameOf: (card: Item) => string;
  stageName: (stage: Stage) => string;
  move: (card: Item, stage: Stage, place: Place) => Promise<ActionResult<Item>>;
  undo: (card: Item) => Promise<ActionResult<Item>>;
  /** Stages that ask for something before the move is made. */
  asksAt: readonly Stage[];
  /** Stages that nothing brings a card back from. */
  isUndoable: (stage: Stage) => boolean;
};

/** An answer, also when the server never gave one. */
export const settle = <Data>(result: Promise<ActionResult<Data>>): Promise<ActionResult<Data>> =>
  result.catch(() => ({ ok: false, problem: UNREACHABLE }));

/** Moves of cards, shown at once and taken back with the reason when they are refused. */
export function useMoves<Item extends Card, Stage extends string>(options: Options<Item, Stage>) {
  const { board, nameOf, stageName, move, undo, asksAt, isUndoable } = options;
  const say = useTranslations("board");
  const problemWords = useProblemWords();
  const toast = useToast();
  const [savingId, setSavingId] = useState<number>();
  const [pending, setPending] = useState<PendingMove<Item> & { originIndex: number }>();

  const fail = (card: Item, originIndex: number, problem: ProblemJson) => {
    board.place(problem.code === "stale_version" ? (problem.current as Item) : card, originIndex);
    const signIn = () => window.location.assign("/login");
    toast({
      subject: say("notMoved"),
      words: problemWords(problem),
      isProblem: true,
      ...(problem.code === "unauthenticated" ? { action: { label: say("signIn"), onAct: signIn } } : {}),
    });
  };

  const takeBack = async (card: Item, originIndex: number) => {
    const result = await settle(undo(card));
    if (result.ok) board.place(result.data, originIndex);
    else toast({ subject: say("notUndone"), words: problemWords(result.problem), isProblem: true });
  };

  /** Runs a change of a card that is shown already; puts it back when it is refused. */
  const save = async (
    card: Item,
    originIndex: number,
    change: Promise<ActionResult<unknown>>,
  ): Promise<unknown> => {
    setSavingId(card.id);
    const result = await settle(change);
    setSavingId(undefined);
    if (result.ok) return result.data;
    fail(card, originIndex, result.problem);
    return undefined;
  };

  const saveMove = async (card: Item, originIndex: number, to: Stage, place: Omit<Place, "version">) => {
    const moved = await save(card, originIndex, move(card, to, { ...place, version: card.version }));
    if (!moved) return;
    const current = moved as Item;
    board.replace(current);
    if (card.stage === to) return;
    const onAct = () => void takeBack(current, originIndex);
    toast({
      subject: nameOf(card),
      words: say("movedTo", { stage: stageName(to) }),
      ...(isUndoable(to) ? { action: { label: say("undo"), key: "Z", onAct } } : {}),
    });
  };

  const drop = ({ card, to, index, after, before }: Drop<Item>) => {
    const originIndex = board.indexOf(card);
    const isMove = to !== card.stage;
    const shown = { ...card, stage: to, ...(isMove ? { stage_changed_at: new Date().toISOString() } : {}) };
    board.place(shown, index);
    if (isMove && asksAt.includes(to as Stage)) setPending({ card, shown, index, to, originIndex });
    else void saveMove(card, originIndex, to as Stage, { after_id: after?.id, before_id: before?.id });
  };

  return {
    savingId,
    pending: pending as PendingMove<Item> | undefined,
    drop,
    /** The same from a menu: to the top of a stage. */
    moveTo: (card: Item, to: Stage) =>
      drop({ card, from: card.stage, to, index: 0, after: undefined, before: undefined }),
    /** Puts the card back where it was lifted. */
    cancel: () => {
      if (pending) board.place(pending.card, pending.originIndex);
      setPending(undefined);
    },
    /** Makes the move that waited for a reason. */
    confirmLost: (reason: string) => {
      if (!pending) return;
      setPending(undefined);
      board.place({ ...pending.shown, lost_reason: reason }, pending.index);
      void saveMove(pending.card, pending.originIndex, pending.to as Stage, { lost_reason: reason });
    },
    /** Makes another change in place of the move that waited. */
    confirmBy: async (change: (card: Item) => Promise<ActionResult<unknown>>, words: string) => {
      if (!pending) return;
      const { card, originIndex } = pending;
      setPending(undefined);
      if (!(await save(card, originIndex, change(card)))) return;
      void board.refetch();
      toast({ subject: nameOf(card), words });
    },
  };
}
