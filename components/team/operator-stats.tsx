import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { getJson } from "#components/api/client.ts";
import { useFormat } from "#components/format/use-format.ts";
import type { OperatorStatsJson } from "#lib/workspace/team/schema.ts";

/** The query for an operator's open and finished work. */
export const statsOf = (operatorId: number) => ({
  queryKey: ["operators", operatorId, "stats"],
  queryFn: () => getJson<OperatorStatsJson>(`/operators/${operatorId}/stats`),
});

/** An operator's open and finished work. */
export function OperatorStats({ operatorId }: { operatorId: number }) {
  const say = useTranslations("team.stats");
  const format = useFormat();
  const { data } = useQuery(statsOf(operatorId));
  const span = (seconds: number | null | undefined) =>
    seconds === null || seconds === undefined ? "–" : format.hours(seconds / 3600);
  const figures = [
    [data?.active ?? "–", say("active")],
    [data?.closed_today ?? "–", say("today")],
    [data?.closed_30_days ?? "–", say("month")],
    [span(data?.median_first_answer_seconds), say("first")],
    [span(data?.median_close_seconds), say("close")],
  ] as const;
  return (
    <dl className="grid grid-cols-3 gap-3 rounded-lg bg-well p-3">
      {figures.map(([figure, words]) => (
        <div key={words} className="flex flex-col-reverse justify-end">
          <dt className="text-muted text-xs">{words}</dt>
          <dd className="font-semibold text-lg tabular-nums">{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
