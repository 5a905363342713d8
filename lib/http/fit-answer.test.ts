import { expect, test, vi } from "vitest";
import { z } from "zod";
import { log } from "#lib/core/log.ts";
import { fitAnswer } from "./fit-answer.ts";

const Row = z.object({ id: z.number(), name: z.string() });
const bad = { id: 2, name: null };
const good = { id: 1, name: "Good" };

test("leaves a row that violates the contract out of a list, and logs its id", () => {
  const logged = vi.spyOn(log, "error").mockImplementation(() => {});
  expect(fitAnswer(z.array(Row), [bad, good, bad], "r")).toEqual([good]);
  const Board = z.array(z.object({ stage: z.string(), cards: z.array(Row) }));
  const board = [{ stage: "new", cards: [good, bad] }];
  expect(fitAnswer(Board, board, "r")).toEqual([{ stage: "new", cards: [good] }]);
  expect(board[0]?.cards).toHaveLength(2);
  expect(logged).toHaveBeenCalledWith(expect.objectContaining({ ids: [2] }), "rows left out");
});

test("an answer that violates the contract outside of a list is a server error, not invalid input", () => {
  expect(() => fitAnswer(Row, bad, "r")).toThrow("does not fit its contract at /name");
});
