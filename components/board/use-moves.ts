import { useTranslations } from "next-intl";
import { useState } from "react";
import { changedFields } from "#components/api/changed-fields.ts";
import { settle } from "#components/api/settle.ts";
import { useProblemWords } from "#components/api/use-problem-words.ts";
import { useToast } from "#components/ui/toast.tsx";
import type { ActionResult } from "#lib/http/action.ts";
import type { ProblemJson } from "#lib/http/problem.ts";
import type { Card } from "./columns.ts";
import type { Drop } from "./types.ts";
import type { useBoard } from "./use-board.ts";

export type MovedCard = Card & { stage_changed_at: string };
type Place = {
  before_id?: number | undefined;
  after_id?: number | undefined;
  lost_reason?: string | undefined;
  lost_comment?: string | null | undefined;
  version: number;
};

/** A drop: the card before the drop, and the card with its place as they are shown now. */
type PendingMove<Item> = { card: Item; shown: Item; index: number; originIndex: number };

/** A change of a card that is being saved. */
type Change<Item> = PendingMove<Item> & {
  act: (card: Item) => Promise<ActionResult<unknown>>;
  onDone: (data: unknown) => void;
};

/**
 * A change that conflicts with another person's: the current card, its changed fields, and a function that repeats the
 * change anyway.
 */
export type Conflict<Item> = {
  card: Item;
  to: string;
  changed: NonNullable<ReturnType<typeof changedFields>>;
  again: () => void;
};

export type MoveOptions<Item extends Card, Stage extends string> = {
  board: ReturnType<typeof useBoard<Item>>;
  nameOf: (card: Item) => string;
  stageName: (stage: Stage) => string;
  move: (card: Item, stage: Stage, place: Place) => Promise<ActionResult<Item>>;
  undo: (card: Item) => Promise<ActionResult<Item>>;
  /** Stages that require input before the move is made. */
  asksAt: readonly Stage[];
  /** Whether a move to the stage can be undone. */
  isUndoable: (stage: Stage) => boolean;
};

/** Moves cards. A move is shown at once, and undone with a reason when it is refused. */
export function useMoves<Item extends MovedCard, Stage extends string>(options: MoveOptions<Item, Stage>) {
  const { board, nameOf, stageName, undo, asksAt, isUndoable } = options;
  const say = useTranslations("board");
  const problemWords = useProblemWords();
  const toast = useToast();
  const [savingId, setSavingId] = useState<number>();
  /** A drop that waits for input, such as the reason of a loss. */
  const [pending, setPending] = useState<PendingMove<Item>>();
  const [conflict, setConflict] = useState<Conflict<Item>>();

  const fail = (card: Item, originIndex: number, problem: ProblemJson) => {
    board.place(card, originIndex);
    const signIn = () => window.location.assign("/login");
    toast({
      subject: say("notMoved"),
      words: problemWords(problem),
      isProblem: true,
      ...(problem.code === "unauthenticated" ? { action: { label: say("signIn"), onAct: signIn } } : {}),
    });
  };

  /** @returns whether the undo is settled; without an answer it can be tried again */
  const takeBack = async (card: Item, originIndex: number): Promise<boolean> => {
    const result = await settle(undo(card));
    if (result.ok) board.place(result.data, originIndex);
    else toast({ subject: say("notUndone"), words: problemWords(result.problem), isProblem: true });
    return result.ok || result.problem.status < 500;
  };

  /**
   * Saves a change that is already shown, and puts the card back if it is refused. If others changed the card
   * meanwhile, the change is repeated, unless they changed a field that people edit: then the person decides.
   */
  const make = async (one: Change<Item>): Promise<void> => {
    const { card, shown, index, originIndex, act, onDone } = one;
    board.place(shown, index);
    setSavingId(card.id);
    const result = await settle(act(card));
    setSavingId(undefined);
    if (result.ok) return onDone(result.data);
    if (result.problem.code !== "stale_version") return fail(card, originIndex, result.problem);
    const current = result.problem.current as Item;
    const changed = changedFields(card, current);
    const again = () => void make({ ...one, card: current, shown: { ...current, stage: shown.stage } });
    if (!changed) return again();
    const isMade = current.stage === shown.stage && Object.keys(changed.after).join() === "stage";
    // Both people made the same move without further input, so there is nothing to decide.
    if (isMade && !asksAt.includes(current.stage as Stage)) return board.place(current, index);
    board.place(current, originIndex);
    setConflict({ card: current, to: shown.stage, changed, again });
  };

  const move = ({ card, shown, index, originIndex }: PendingMove<Item>, place: Omit<Place, "version">) => {
    const to = shown.stage as Stage;
    const onDone = (data: unknown) => {
      const moved = data as Item;
      board.replace(moved);
      if (card.stage === to) return;
      const onAct = () => takeBack(moved, originIndex);
      toast({
        about: card.id,
        subject: nameOf(card),
        words: say("movedTo", { stage: stageName(to) }),
        ...(isUndoable(to) ? { action: { label: say("undo"), key: "Z", onAct } } : {}),
      });
    };
    const act = (one: Item) => options.move(one, to, { ...place, version: one.version });
    void make({ card, shown, index, originIndex, act, onDone });
  };

  const drop = ({ card, to, index, after, before }: Drop<Item>) => {
    const isMove = to !== card.stage;
    const rank = after?.rank ?? before?.rank ?? card.rank;
    const since = isMove ? new Date().toISOString() : card.stage_changed_at;
    const shown = { ...card, stage: to, rank, stage_changed_at: since };
    const dropped = { card, shown, index, originIndex: board.indexOf(card) };
    if (!isMove || !asksAt.includes(to as Stage))
      return move(dropped, { after_id: after?.id, before_id: before?.id });
    board.place(shown, index);
    setPending(dropped);
  };

  return {
    savingId,
    pending,
    conflict,
    drop,
    /** Moves a card to the top of a stage, from a menu. */
    moveTo: (card: Item, to: Stage) =>
      drop({ card, from: card.stage, to, index: 0, after: undefined, before: undefined }),
    /** Puts the card back to where it was lifted. */
    cancel: () => {
      if (pending) board.place(pending.card, pending.originIndex);
      setPending(undefined);
    },
    /** Makes the move that waited for a reason. */
    confirmLost: (loss: { lost_reason: string; lost_comment: string | null }) => {
      if (!pending) return;
      setPending(undefined);
      move({ ...pending, shown: { ...pending.shown, ...loss } }, loss);
    },
    /** Makes another change instead of the move that waited. */
    confirmBy: (act: (card: Item) => Promise<ActionResult<unknown>>, words: string) => {
      if (!pending) return;
      setPending(undefined);
      const onDone = () => {
        void board.refetch();
        toast({ about: pending.card.id, subject: nameOf(pending.card), words });
      };
      void make({ ...pending, act, onDone });
    },
    /** Keeps the card as others changed it. */
    closeConflict: () => setConflict(undefined),
  };
}
