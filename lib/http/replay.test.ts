import { sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { closeListener } from "#db/listen.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { transact } from "#lib/core/transact.ts";
import { positionText } from "#lib/insight/feed/present.ts";
import * as queries from "#lib/insight/feed/queries.ts";
import { newLead, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import * as stream from "../../app/api/v1/stream/route.ts";

vi.mock("#lib/insight/feed/queries.ts", async (importOriginal) => {
  const original = await importOriginal<typeof queries>();
  return { ...original, readWorkspaceFeed: vi.fn(original.readWorkspaceFeed) };
});

afterAll(closeListener);

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await newWorkspace();
  vi.mocked(queries.readWorkspaceFeed).mockClear();
});

/** This many events of one transaction, which only the feed reads. */
const makeEvents = (ctx: Ctx, count: number) =>
  transact(ctx, (tx) =>
    tx.execute(sql`
      insert into events (workspace_id, type, subject_type, subject_id, actor_kind, actor_name)
      select ${ctx.workspaceId}, 'lead.updated', 'lead', n, 'job', 'Test' from generate_series(1, ${count}::int) as n`),
  );

async function open({ bearer }: TestWorkspace, lastEventId: string) {
  const headers = { authorization: bearer, "last-event-id": lastEventId };
  const response = await stream.GET(new Request("http://localhost/api/v1/stream", { headers }), {
    params: Promise.resolve({}),
  });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = "";
  /** The received text, as soon as it contains all these words. */
  const until = async (...words: string[]) => {
    while (!words.every((word) => text.includes(word))) {
      const { value, done } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
    return text;
  };
  return { until, close: () => reader.cancel() };
}

test("replays missed events in pages and then the newer ones, each once and in order", async () => {
  const { job, manager } = workspace;
  const from = positionText(await queries.currentPosition());
  await makeEvents(job, 250);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const { until, close } = await open(workspace, from);
  const lead = await newLead(manager);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const text = await until('"lead.created"');
  const updated = text.matchAll(/"type":"lead.updated"[^\n]*"subject_id":(\d+)/g);
  expect([...updated].map(([, id]) => Number(id))).toEqual(Array.from({ length: 250 }, (_, at) => at + 1));
  expect(text.match(/"lead.created"/g)).toHaveLength(1);
  expect(text).toContain(`"subject_id":${lead.id}`);
  const limits = vi.mocked(queries.readWorkspaceFeed).mock.calls.map(([, , limit]) => limit);
  expect(limits).toEqual([100, 100, 100]);
  await close();
});

test("tells a client that missed too many events to reload everything", async () => {
  const { job, manager } = workspace;
  const from = positionText(await queries.currentPosition());
  await makeEvents(job, 1_001);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const { until, close } = await open(workspace, from);
  const text = await until("event: reset");
  await newLead(manager);
  expect((await until('"lead.created"')).slice(text.length)).not.toContain("lead.updated");
  await close();
});
