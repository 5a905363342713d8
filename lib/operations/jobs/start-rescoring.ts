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

/**
 * Milliseconds between two reads of the feed, so that a person whose change opens a gate sees the new score within a
 * second.
 */
const PAUSE = SECOND / 2;
const BATCH = 500;
/** Events before its start that a worker reads, for changes that were made while no worker ran. */
const EVENTS_BEFORE_START = 5_000;

/** The events that change the input of a score: domain, stage or messages. */
const CHANGES_INPUT = new Set<string>([
  "lead.updated",
  "lead.stage_moved",
  "lead.stage_undone",
  "lead.messages_added",
] satisfies EventType[]);

/**
 * Re-scores leads when the input of their score has changed, until `stop` is called, which waits for the current
 * round. Only leads that have a score, and only with the rules or the learned model, because calls of an LLM cost
 * money. Any number of workers may do so, because they share each answer.
 */
export function startRescoring(): { stop: () => Promise<void> } {
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
    // A failure in one workspace must not stop the others.
    await rescore(workspaceId, own).catch((error) => logAndSkip(error, { workspaceId }));
  }
}

async function rescore(workspaceId: number, events: FeedEvent[]): Promise<void> {
  const ctx = jobCtx(workspaceId, "keep-scores");
  const changedAt = new Map(events.map(({ subjectId, createdAt }) => [subjectId, createdAt]));
  const due = await read(ctx, async (tx) => ((await usesLlm(tx)) ? [] : listScoredBefore(tx, changedAt)));
  for (const leadId of due) {
    try {
      await analyzeLead(ctx, leadId);
    } catch (error) {
      // The lead was deleted meanwhile.
      if (error instanceof NotFound) continue;
      logAndSkip(error, { workspaceId, leadId });
      // The provider may have been changed to the LLM meanwhile, so every further lead would cost a call.
      if (error instanceof Unavailable && (await read(ctx, usesLlm))) return;
    }
  }
}

const usesLlm = async (tx: Tx): Promise<boolean> => (await getSettings(tx)).aiProvider === "openai";

/**
 * Logs why a lead or a workspace keeps its old scores, and lets the others continue.
 * @throws the error when it is a transient fault of the database. The whole batch is retried; leads that are done use
 * their cached answers
 */
function logAndSkip(error: unknown, of: { workspaceId: number; leadId?: number }): void {
  if (isTransientFault(error)) throw error;
  log.error({ ...of, ...faultDetails(error) }, "Scores could not follow their leads");
}
