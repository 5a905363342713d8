import type { Tx } from "#db/client.ts";
import { jobCtx } from "#lib/auth/ctx.ts";
import { SECOND } from "#lib/core/clock.ts";
import { isTransientFault } from "#lib/core/database-error.ts";
import { NotFound, Unavailable } from "#lib/core/errors.ts";
import type { EventType } from "#lib/core/event-types.ts";
import { faultDetails, log } from "#lib/core/log.ts";
import { read } from "#lib/core/transact.ts";
import { type FeedEvent, type FeedPosition, positionBefore, readFeed } from "#lib/insight/feed/queries.ts";
import { analyzeLead } from "#lib/scoring/analyze-lead.ts";
import { listScoredBefore } from "#lib/scoring/queries.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import { repeat } from "./repeat.ts";

/** Milliseconds between two looks at the feed: a person who meets a gate sees the new score within a second. */
const PAUSE = SECOND / 2;
const BATCH = 500;
/** Events before its start that a worker looks at, for those that came while no worker ran. */
const EVENTS_BEFORE_START = 5_000;

/** What changes that which a score rests on: domain, stage or messages. */
const CHANGES_INPUT = new Set<string>([
  "lead.updated",
  "lead.stage_moved",
  "lead.stage_undone",
  "lead.messages_added",
] satisfies EventType[]);

/**
 * Scores leads again when what their score rests on has changed, until `stop` is called, which waits for the round
 * under way. Only leads that have a score, and only by the rules and the learned model: an LLM costs money, so it is
 * asked by people. Any number of workers may do so: they share each answer.
 */
export function keepScores(): { stop: () => Promise<void> } {
  let position: FeedPosition | undefined;
  return repeat(PAUSE, "Scores could not follow their leads", async () => {
    position ??= await positionBefore(EVENTS_BEFORE_START);
    for (;;) {
      const events = await readFeed(position, BATCH);
      await rescoreAll(events.filter(({ type }) => CHANGES_INPUT.has(type)));
      const last = events.at(-1);
      if (last) position = { txid: last.txid, id: last.id };
      if (events.length < BATCH) return;
    }
  });
}

/** @throws a transient fault of the database */
async function rescoreAll(events: FeedEvent[]): Promise<void> {
  for (const [workspaceId, own] of Map.groupBy(events, (event) => event.workspaceId)) {
    // One workspace that cannot be scored keeps none of the others from it.
    await rescore(workspaceId, own).catch((error) => passOver(error, { workspaceId }));
  }
}

async function rescore(workspaceId: number, events: FeedEvent[]): Promise<void> {
  const ctx = jobCtx(workspaceId, "keep-scores");
  const changedAt = new Map(events.map(({ subjectId, createdAt }) => [subjectId, createdAt]));
  const due = await read(ctx, async (tx) => ((await asksLlm(tx)) ? [] : listScoredBefore(tx, changedAt)));
  for (const leadId of due) {
    try {
      await analyzeLead(ctx, leadId);
    } catch (error) {
      // The lead was deleted meanwhile.
      if (error instanceof NotFound) continue;
      passOver(error, { workspaceId, leadId });
      // The provider may have been changed since: every further lead would cost a call.
      if (error instanceof Unavailable && (await read(ctx, asksLlm))) return;
    }
  }
}

const asksLlm = async (tx: Tx): Promise<boolean> => (await getSettings(tx)).aiProvider === "openai";

/**
 * Logs why a lead or a workspace is left with its old scores, so that the others get theirs.
 * @throws the error where it is a transient fault of the database: the batch is tried again, all of it, which costs
 * nothing for the leads that are done because their answers are known
 */
function passOver(error: unknown, of: { workspaceId: number; leadId?: number }): void {
  if (isTransientFault(error)) throw error;
  log.error({ ...of, ...faultDetails(error) }, "Scores could not follow their leads");
}
