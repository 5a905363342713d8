"use client";

import { useQuery } from "@tanstack/react-query";
import { ChartNoAxesColumn } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { getJson } from "#components/api/client.ts";
import { CalibrationBands } from "#components/charts/calibration-bands.tsx";
import { useFormat } from "#components/format/use-format.ts";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { AiProvider } from "#lib/core/ai-provider.ts";
import type { CalibrationJson } from "#lib/scoring/learning/schema.ts";
import { LearningNote } from "./learning-note.tsx";
import { OverrideTable } from "./override-table.tsx";

const ALL = "all";
const CHOICES = [ALL, ...AiProvider.options] as const;

/** Compares predicted scores with actual outcomes, and lists people's decisions against the scores. */
export function CalibrationScreen() {
  const say = useTranslations("learning");
  const common = useTranslations("common");
  const providers = useTranslations("score.providers");
  const [provider, choose] = useState<(typeof CHOICES)[number]>(ALL);
  const { data, error, refetch } = useQuery({
    queryKey: ["scoring", "calibration", provider],
    queryFn: () =>
      getJson<CalibrationJson>(`/scoring/calibration${provider === ALL ? "" : `?provider=${provider}`}`),
    placeholderData: (before) => before,
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
  if (!data) return <div aria-busy className="skeleton-line h-80" />;
  return (
    <div className="flex flex-col gap-4">
      <LearningNote learning={data.learning} />
      <Panel
        title={say("calibration")}
        aside={
          <Segmented
            label={say("scoredBy")}
            value={provider}
            onChange={choose}
            options={CHOICES.map((value) => ({
              value,
              label: value === ALL ? say("allProviders") : providers(value),
            }))}
          />
        }
      >
        {data.outcomes === 0 ? (
          <EmptyState icon={ChartNoAxesColumn} title={say("noOutcomes")} detail={say("noOutcomesDetail")} />
        ) : (
          <Figures calibration={data} />
        )}
      </Panel>
      <OverrideTable overrides={data.overrides} />
    </div>
  );
}

function Figures({ calibration }: { calibration: CalibrationJson }) {
  const say = useTranslations("learning");
  const format = useFormat();
  const { auc, brier, ece, lift, outcomes, base_rate, bands } = calibration;
  const decimals = (value: number | null, digits = 3) =>
    value === null ? "–" : format.decimal(value, digits);
  const stats = [
    { key: "auc", words: decimals(auc) },
    { key: "lift", words: lift === null ? "–" : say("times", { factor: format.decimal(lift, 1) }) },
    { key: "ece", words: decimals(ece) },
    { key: "brier", words: decimals(brier) },
    { key: "base", words: base_rate === null ? "–" : format.percent(base_rate) },
  ] as const;
  return (
    <>
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(10rem,1fr))] border-line border-t">
        {stats.map(({ key, words }) => (
          <div key={key} className="-ml-px border-line border-b border-l px-4 py-3">
            <dt className="text-muted text-xs">{say(`figures.${key}`)}</dt>
            <dd className="font-semibold text-xl tabular-nums">{words}</dd>
            <dd className="text-muted text-xs">{say(`meaning.${key}`)}</dd>
          </div>
        ))}
      </dl>
      <CalibrationBands
        columns={{ band: say("band"), actual: say("actual"), count: say("leads") }}
        bands={bands.map(({ from, to, predicted, actual, count }) => ({
          key: String(from),
          label: `${format.decimal(from, 1)}–${format.decimal(to, 1)}`,
          predicted,
          actual,
          words: say("ofPredicted", {
            actual: format.percent(actual, 0),
            predicted: format.percent(predicted, 0),
          }),
          count: format.number(count),
        }))}
      />
      <p className="px-4 py-3 text-muted text-xs">{say("bandsNote", { count: outcomes })}</p>
    </>
  );
}
