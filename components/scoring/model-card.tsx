import { useQuery } from "@tanstack/react-query";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { getJson } from "#components/api/client.ts";
import { useFormat } from "#components/format/use-format.ts";
import { DataTable } from "#components/ui/data-table.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { ModelCardJson } from "#lib/scoring/learning/schema.ts";
import { FeatureList } from "./feature-list.tsx";

const METRICS = ["auc", "log_loss", "brier", "ece", "lift"] as const;

/** A model's training data, its quality compared with the alternative, and whether the data has drifted. */
export function ModelCard({ modelId }: { modelId: number }) {
  const say = useTranslations("learning");
  const format = useFormat();
  const figure = (value: number | null | undefined) =>
    typeof value === "number" ? format.decimal(value, 3) : "–";
  const { data: card } = useQuery({
    queryKey: ["scoring", "models", modelId],
    queryFn: () => getJson<ModelCardJson>(`/scoring/models/${modelId}`),
  });
  if (!card) return <div aria-busy className="skeleton-line h-80" />;
  const { since, metrics } = card;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Panel title={`${card.name}, ${say(`statuses.${card.status}`)}`}>
        <dl className="grid gap-x-6 gap-y-2 px-4 pb-4 sm:grid-cols-[10rem_1fr]">
          <dt className="text-muted">{say("trainedAt")}</dt>
          <dd>{format.moment(card.trained_at)}</dd>
          <dt className="text-muted">{say("learntFrom")}</dt>
          <dd>{say("outcomesWon", { outcomes: card.outcomes, won: card.won })}</dd>
          <dt className="text-muted">{say("decision")}</dt>
          <dd>{say(`verdicts.${card.verdict}`)}</dd>
          <dt className="text-muted">{say("baseOdds")}</dt>
          <dd>{say("times", { factor: format.decimal(card.base_odds, 2) })}</dd>
          <dt className="text-muted">{say("since")}</dt>
          <dd>
            {since.outcomes === 0
              ? say("sinceNothing")
              : say("sinceWords", {
                  outcomes: since.outcomes,
                  observed: since.observed,
                  expected: format.decimal(since.expected, 1),
                })}
            {since.alarm && (
              <span className="mt-1 flex items-center gap-1.5 text-error">
                <CircleAlert size={14} className="icon" aria-hidden />
                {say("sinceAlarm")}
              </span>
            )}
          </dd>
        </dl>
      </Panel>
      <Panel title={say("contest")}>
        <DataTable
          label={say("contest")}
          columns={[
            { key: "figure", title: say("figure"), cell: (key) => say(`figures.${key}`) },
            {
              key: "challenger",
              title: card.name,
              cell: (key) => figure(metrics.challenger[key]),
              className: "font-medium",
            },
            {
              key: "rival",
              title: card.rival_id === null ? say("rules") : say("modelOf", { id: card.rival_id }),
              cell: (key) => figure(metrics.rival[key]),
              className: "text-muted",
            },
          ]}
          rows={METRICS}
          keyOf={(key) => key}
          cellClassName="whitespace-nowrap px-4"
        />
        <p className="px-4 py-3 text-muted text-xs">
          {say("contestNote", { count: metrics.challenger.outcomes, won: metrics.challenger.won })}
        </p>
      </Panel>
      <FeatureList features={card.features} recentLeads={card.recent_leads} />
    </div>
  );
}
