import type { Tx } from "#db/client.ts";
import { getSettings } from "./queries.ts";
import { type Loss, lossOf, NOT_LOST } from "./rules.ts";

type Move = { stage: string; lost_reason?: string | undefined; lost_comment?: string | null | undefined };

/** The reason of a move to `lost`, by the workspace's list of reasons; empty for a move to any other stage. */
export async function readLoss(tx: Tx, move: Move): Promise<Loss> {
  if (move.stage !== "lost" || move.lost_reason === undefined) return NOT_LOST;
  const { lostReasons } = await getSettings(tx);
  return lossOf(move.lost_reason, move.lost_comment ?? null, lostReasons);
}
