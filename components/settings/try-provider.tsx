"use client";

import { useMutation } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, PlugZap } from "lucide-react";
import { useTranslations } from "next-intl";
import { postJson } from "#components/api/client.ts";
import { problemOf } from "#components/api/problem-of.ts";
import { useProblemWords } from "#components/api/use-problem-words.ts";
import { useFormat } from "#components/format/use-format.ts";
import { Button } from "#components/ui/button.tsx";
import type { ProviderTrialJson } from "#lib/scoring/schema.ts";

/** Scores a sample lead with the chosen provider, and shows whether it answers, how fast and at what cost. */
export function TryProvider() {
  const say = useTranslations("settings.ai.try");
  const format = useFormat();
  const problemWords = useProblemWords();
  const trial = useMutation({ mutationFn: () => postJson<ProviderTrialJson>("/settings/ai/test") });
  const problem = trial.error ? problemOf(trial.error) : undefined;
  const answer = trial.data;
  return (
    <section
      aria-label={say("title")}
      className="flex flex-col gap-3 rounded-box border border-line-strong bg-card p-4"
    >
      <h2 className="font-semibold">{say("title")}</h2>
      <p className="text-muted">{say("detail")}</p>
      <Button icon={PlugZap} isBusy={trial.isPending} className="self-start" onClick={() => trial.mutate()}>
        {say("ask")}
      </Button>
      <div role="status">
        {problem && (
          <p className="flex items-start gap-2 text-error">
            <CircleAlert size={16} className="icon mt-0.5 flex-none" aria-hidden />
            {problemWords(problem)}
          </p>
        )}
        {answer && !trial.isPending && (
          <>
            <p className="flex items-center gap-2">
              <CircleCheck size={16} className="icon flex-none text-success" aria-hidden />
              <span className="font-semibold tabular-nums">{format.score(answer.score)}</span>
              {say("answered", { model: answer.model, latency: format.number(answer.latency_ms) })}
            </p>
            {answer.reason && <p className="mt-1 text-muted text-xs">{answer.reason}</p>}
            {answer.prompt_tokens !== null && (
              <p className="mt-1 text-muted text-xs">
                {say("cost", {
                  tokens: answer.prompt_tokens + (answer.completion_tokens ?? 0),
                  cost: answer.cost_usd === null ? "–" : format.money(answer.cost_usd, "USD"),
                })}
              </p>
            )}
          </>
        )}
      </div>
    </section>
  );
}
