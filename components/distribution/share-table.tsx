import { useQuery } from "@tanstack/react-query";
import { Users, X } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { getJson } from "#components/api/client.ts";
import { useFormat } from "#components/format/use-format.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { Button } from "#components/ui/button.tsx";
import { Gauge } from "#components/ui/gauge.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { AvailabilityJson, DistributionJson } from "#lib/conversations/distribution/schema.ts";
import type { OperatorJson } from "#lib/workspace/team/schema.ts";
import type { Draft } from "./draft.ts";
import { WeightBox } from "./weight-box.tsx";

/** The initial weight of an added operator. */
const FIRST_WEIGHT = 10;
const MAX_WEIGHT = 1000;
/** The end of the slider. Larger weights can be typed. */
const MAX_ON_SLIDER = 100;

type Props = {
  sourceId: number;
  draft: Draft;
  operators: OperatorJson[];
  figures: DistributionJson | undefined;
  onChange: (draft: Draft) => void;
};

/**
 * Each operator's weight, the share that results, the actual share, and whether they could receive the next enquiry.
 */
export function ShareTable({ sourceId, draft, operators, figures, onChange }: Props) {
  const say = useTranslations("distribution");
  const { data: availability } = useQuery({
    queryKey: ["distribution", sourceId, "availability"],
    queryFn: () => getJson<AvailabilityJson>(`/stats/sources/${sourceId}/operators`),
  });
  const total = draft.reduce((sum, { weight }) => sum + weight, 0);
  const others = operators.filter(
    ({ id, is_active }) => is_active && !draft.some(({ operator_id }) => operator_id === id),
  );
  const set = (operatorId: number, weight: number) =>
    onChange(draft.map((one) => (one.operator_id === operatorId ? { ...one, weight } : one)));
  return (
    <>
      {draft.length === 0 ? (
        <EmptyState
          icon={Users}
          title={say("noOperators")}
          detail={say(others.length > 0 ? "noOperatorsDetail" : "noneToAdd")}
          action={
            others.length === 0 && (
              <Link href="/team" className="btn btn-plain btn-sm">
                {say("toTeam")}
              </Link>
            )
          }
        />
      ) : (
        <ul>
          {draft.map(({ operator_id, weight }) => (
            <ShareRow
              key={operator_id}
              operator={operators.find(({ id }) => id === operator_id)}
              weight={weight}
              target={total > 0 ? weight / total : 0}
              actual={
                figures &&
                (figures.operators.find((one) => one.operator_id === operator_id)?.actual_share ?? 0)
              }
              reasons={availability?.operators.find(({ id }) => id === operator_id)?.reasons}
              onWeight={(next) => set(operator_id, next)}
              onRemove={() => onChange(draft.filter((one) => one.operator_id !== operator_id))}
            />
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <div className="px-4 py-3">
          <select
            aria-label={say("add")}
            value=""
            onChange={(event) =>
              onChange([...draft, { operator_id: Number(event.target.value), weight: FIRST_WEIGHT }])
            }
            className="select h-8 w-60 border-line-strong max-sm:h-11 max-sm:w-full max-sm:text-lg"
          >
            <option value="">{say("add")}</option>
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
    </>
  );
}

type RowProps = {
  operator: OperatorJson | undefined;
  weight: number;
  target: number;
  /** Undefined until it is known. */
  actual: number | undefined;
  reasons: AvailabilityJson["operators"][number]["reasons"] | undefined;
  onWeight: (weight: number) => void;
  onRemove: () => void;
};

function ShareRow({ operator, weight, target, actual, reasons, onWeight, onRemove }: RowProps) {
  const say = useTranslations("distribution");
  const exclusions = useTranslations("inbox.exclusions");
  const format = useFormat();
  if (!operator) return null;
  const reason = reasons?.[0];
  const label = say("weightOf", { name: operator.name });
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 border-line border-b px-4 py-3 md:grid-cols-[minmax(0,15rem)_minmax(8rem,1fr)_5rem_minmax(8rem,12rem)_2rem]">
      <span className="flex min-w-0 items-center gap-2.5 max-md:col-start-1 max-md:row-start-1">
        <Avatar name={operator.name} size={28} />
        <span className="min-w-0">
          <span className="block truncate font-medium">{operator.name}</span>
          <span className="flex items-center gap-1.5 text-muted text-xs">
            <Gauge load={operator.current_load} limit={operator.max_load} />
            <span className="tabular-nums">
              {operator.current_load}/{operator.max_load}
            </span>
            <span className={`truncate ${reason ? "text-warning" : "text-success"}`}>
              {reason ? exclusions(reason) : reasons ? say("available") : ""}
            </span>
          </span>
        </span>
      </span>
      <input
        type="range"
        aria-label={label}
        min={1}
        max={MAX_ON_SLIDER}
        value={Math.min(MAX_ON_SLIDER, weight)}
        onChange={(event) => onWeight(Number(event.target.value))}
        style={filledTo(weight)}
        className="slider w-full max-md:col-span-2 max-md:row-start-2 max-sm:h-11"
      />
      <WeightBox label={label} weight={weight} max={MAX_WEIGHT} onWeight={onWeight} />
      <div className="flex flex-col gap-1 text-xs max-md:col-start-1 max-md:row-start-3">
        <ShareBar label={say("columns.target")} share={target} words={format.percent(target)} isStrong />
        <ShareBar
          label={say("columns.actual")}
          share={actual ?? 0}
          words={actual === undefined ? "–" : format.percent(actual)}
        />
      </div>
      <Button
        look="ghost"
        icon={X}
        aria-label={say("remove", { name: operator.name })}
        onClick={onRemove}
        className="max-md:col-start-2 max-md:row-start-3 max-md:justify-self-end"
      />
    </li>
  );
}

/** The filled part of the slider, for the styles. */
const filledTo = (weight: number) =>
  ({ "--filled": `${Math.min(100, ((weight - 1) / (MAX_ON_SLIDER - 1)) * 100)}%` }) as React.CSSProperties;

type BarProps = { label: string; share: number; words: string; isStrong?: boolean };

function ShareBar({ label, share, words, isStrong }: BarProps) {
  return (
    <span className="grid grid-cols-[3rem_minmax(2rem,1fr)_3rem] items-center gap-2">
      <span className="text-muted">{label}</span>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" className="h-1.5 w-full" aria-hidden>
        <rect width="100" height="6" rx="3" className="fill-base-300" />
        <rect width={share * 100} height="6" rx="3" className={isStrong ? "fill-primary" : "fill-control"} />
      </svg>
      <span className="text-right tabular-nums">{words}</span>
    </span>
  );
}
