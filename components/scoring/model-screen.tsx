"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BrainCircuit, RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { getJson, postJson } from "#components/api/client.ts";
import { problemOf } from "#components/api/problem-of.ts";
import { useProblemToast } from "#components/api/use-problem-toast.ts";
import { useFormat } from "#components/format/use-format.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { ModelJson } from "#lib/scoring/learning/schema.ts";
import { ModelCard } from "./model-card.tsx";

/** All models that were trained from the workspace's history, and the details of the chosen one. */
export function ModelScreen() {
  const say = useTranslations("learning");
  const common = useTranslations("common");
  const format = useFormat();
  const client = useQueryClient();
  const toast = useToast();
  const tellProblem = useProblemToast();
  const [chosenId, choose] = useState<number>();
  const {
    data: models,
    error,
    refetch,
  } = useQuery({
    queryKey: ["scoring", "models"],
    queryFn: () => getJson<ModelJson[]>("/scoring/models"),
  });
  const training = useMutation({
    mutationFn: () => postJson<ModelJson>("/scoring/models"),
    onSuccess: (model) => {
      choose(model.id);
      toast({ subject: model.name, words: say(`verdicts.${model.verdict}`) });
    },
    onError: (failure) => tellProblem(say("notTrained"), problemOf(failure)),
    onSettled: () => client.invalidateQueries({ queryKey: ["scoring"] }),
  });
  if (error) {
    return (
      <ErrorState
        title={say("failed")}
        detail={say("failedDetail")}
        action={<Button onClick={() => void refetch()}>{common("tryAgain")}</Button>}
      />
    );
  }
  if (!models) return <div aria-busy className="skeleton-line h-80" />;
  const chosen =
    models.find(({ id }) => id === chosenId) ??
    models.find(({ status }) => status === "champion") ??
    models[0];
  const train = (
    <Button icon={RefreshCw} isBusy={training.isPending} onClick={() => training.mutate()}>
      {say("train")}
    </Button>
  );
  if (!chosen)
    return (
      <EmptyState icon={BrainCircuit} title={say("noModel")} detail={say("noModelDetail")} action={train} />
    );
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[15rem_minmax(0,1fr)]">
      <nav aria-label={say("models")} className="flex flex-col gap-1">
        <div className="mb-2">{train}</div>
        {models.map((model) => (
          <button
            key={model.id}
            type="button"
            aria-current={model.id === chosen.id}
            onClick={() => choose(model.id)}
            className={`flex flex-col rounded-field px-3 py-2 text-left max-sm:min-h-11 ${model.id === chosen.id ? "bg-base-300" : "hover:bg-hover"}`}
          >
            <span className={model.status === "champion" ? "font-semibold" : ""}>
              {model.name}, {say(`statuses.${model.status}`)}
            </span>
            <span className="text-muted text-xs">{format.moment(model.trained_at)}</span>
          </button>
        ))}
      </nav>
      <ModelCard key={chosen.id} modelId={chosen.id} />
    </div>
  );
}
