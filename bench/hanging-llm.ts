import { setTimeout as sleep } from "node:timers/promises";
import { closePool } from "#db/client.ts";
import { closeListener } from "#db/listen.ts";
import { jobCtx } from "#lib/auth/ctx.ts";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import { startFakeOpenai } from "#testing/fakes/openai.ts";
import { compare, EMPTY, type Load } from "./compare.ts";
import { type Installation, startInstallation } from "./installation.ts";

// The effect of an LLM that does not answer on other requests. There must be none: no transaction and no connection
// waits for the LLM.

const LEADS = 2_000;
/** Analyses that wait for the LLM at any moment: five times the connections of the pool. */
const WAITING = 50;
/** Milliseconds, the longest time allowed for an answer. */
const ASK_EVERY = 10_000;
const LIST: Load = { name: "GET /api/v1/leads", method: "GET", path: "/api/v1/leads" };

/** Requests analyses continuously, this many at once; returns a function that stops it. */
function keepAsking({ address, key }: Installation): () => void {
  let isOver = false;
  const ask = async (first: number) => {
    for (let lead = first; !isOver; lead = (lead % LEADS) + 1) {
      const pause = sleep(ASK_EVERY);
      await fetch(`${address}/api/v1/leads/${lead}/analyze?force=true`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}` },
      }).catch(() => {});
      // Once the breaker is open, calls fail at once, so the loop needs a pause.
      await pause;
    }
  };
  for (let requester = 1; requester <= WAITING; requester += 1) void ask(requester * (LEADS / WAITING));
  return () => {
    isOver = true;
  };
}

const llm = await startFakeOpenai();
Object.assign(process.env, { OPENAI_API_KEY: "sk-fake", OPENAI_BASE_URL: llm.url });
llm.behave({ behaviour: "hang" });
const installation = await startInstallation(LEADS);
try {
  const ctx = jobCtx(installation.workspaceId, "Bench");
  await updateSettings(ctx, { ai_provider: "openai", ai_calls_per_minute: 10_000 });
  console.log("Nobody asks the LLM");
  await compare(installation, [EMPTY, LIST]);
  const stop = keepAsking(installation);
  console.log(`${WAITING} analyses wait for an LLM that hangs`);
  await compare(installation, [EMPTY, LIST]);
  console.log(`The LLM was asked ${llm.calls} times`);
  stop();
} finally {
  await closeListener();
  await closePool();
  await installation.stop();
  await llm.stop();
}
process.exit(0);
