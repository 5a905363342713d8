import type { Tx } from "#db/client.ts";
import type { AiProvider } from "#lib/core/ai-provider.ts";
import { env } from "#lib/core/env.ts";
import { Unavailable } from "#lib/core/errors.ts";
import type { EffectiveSettings } from "#lib/workspace/settings/queries.ts";
import { championProvider } from "./model/provider.ts";
import { openaiProvider } from "./openai/provider.ts";
import type { ScoringProvider } from "./provider.ts";
import { rulesProvider } from "./rules/provider.ts";

let llm: ScoringProvider | undefined;

/** One for the process, because its breaker counts the failures of the endpoint. */
function llmOfEnvironment(): ScoringProvider {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL } = env();
  // A workspace may have chosen the LLM while there was a key.
  if (!OPENAI_API_KEY) throw new Unavailable("ai_unavailable", "AI service unavailable");
  llm ??= openaiProvider({ apiKey: OPENAI_API_KEY, baseUrl: OPENAI_BASE_URL, model: OPENAI_MODEL });
  return llm;
}

type Maker = (tx: Tx, championId: number | undefined) => ScoringProvider | Promise<ScoringProvider>;

/** Providers are made in a transaction of the workspace, because the model is stored there. */
const PROVIDERS: Record<AiProvider, Maker> = {
  openai: llmOfEnvironment,
  // Without a champion the model is its prior, which is the rules.
  model: (tx, championId) => (championId === undefined ? rulesProvider : championProvider(tx, championId)),
  rules: () => rulesProvider,
};

/**
 * The scoring provider of a workspace. There is no fallback: when the chosen provider fails, scoring fails.
 * @param championId of `findChampionId`, which callers send along with their first statements
 * @throws Unavailable when the LLM is chosen and has no key
 */
export async function chooseProvider(
  tx: Tx,
  { aiProvider }: EffectiveSettings,
  championId: number | undefined,
): Promise<ScoringProvider> {
  return PROVIDERS[aiProvider](tx, championId);
}
