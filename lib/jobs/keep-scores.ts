import { jobCtx } from "#lib/auth/ctx.ts";
import { SECOND } from "#lib/core/clock.ts";
import { NotFound, Unavailable } from "#lib/core/errors.ts";
import type { EventType } from "#lib/core/event-types.ts";
import { faultDetails, log } from "#lib/core/log.ts";
import { read } from "#lib/core/transact.ts";
import { type FeedEvent, type FeedPosition, positionBefore, readFeed } from "#lib/feed/queries.ts";
import { analyzeLead } from "#lib/scoring/analyze-lead.ts";
import { listScoredBefore } from "#lib/scoring/queries.ts";
import { getSettings } from "#lib/settings/queries.ts";
import { repeat } from "./repeat.ts";

/** Milliseconds between two looks at the feed: a person who meets a gate sees the new score within a second. */
const PAUSE = SECOND / 2;
const BATCH = 500;
/** Events before its start that a worker looks at, for those that nobody read while no worker ran. */
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

async function rescoreAll(events: FeedEvent[]): Promise<void> {
  for (const [workspaceId, own] of Map.groupBy(events, (event) => event.workspaceId)) {
    // One workspace that cannot be scored keeps none of the others from it.
    await rescore(workspaceId, own).catch((error) =>
      log.error({ workspaceId, ...faultDetails(error) }, "Scores of a workspace could not follow its leads"),
    );
  }
}

async function rescore(workspaceId: number, events: FeedEvent[]): Promise<void> {
  const ctx = jobCtx(workspaceId, "keep-scores");
  const changedAt = new Map(events.map(({ subjectId, createdAt }) => [subjectId, createdAt]));
  const due = await read(ctx, async (tx) => {
    const { aiProvider } = await getSettings(tx);
    return aiProvider === "openai" ? [] : listScoredBefore(tx, changedAt);
  });
  for (const leadId of due) {
    try {
      await analyzeLead(ctx, leadId);
    } catch (error) {
      // Somebody removed it meanwhile.
      if (error instanceof NotFound) continue;
      if (error instanceof Unavailable) return;
      throw error;
    }
  }
}
