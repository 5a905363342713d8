import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { changedFields } from "#components/api/changed-fields.ts";
import { getJson } from "#components/api/client.ts";
import { useFormAction } from "#components/api/use-form-action.ts";
import { useNumberFields } from "#components/api/use-number-fields.ts";
import { ChangesByOthers } from "#components/log/changes-by-others.tsx";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import type { DistributionJson, WeightJson } from "#lib/conversations/distribution/schema.ts";
import { STRATEGIES } from "#lib/workspace/sources/rules.ts";
import type { SourceJson, Strategy } from "#lib/workspace/sources/schema.ts";
import type { OperatorJson } from "#lib/workspace/team/schema.ts";
import type { DistributionActions } from "./actions.ts";
import type { Draft, DraftOf } from "./draft.ts";
import { ShareTable } from "./share-table.tsx";
import { Simulation } from "./simulation.tsx";
import { type WaitingElsewhere, WaitingQueue } from "./waiting-queue.tsx";

type Props = {
  source: SourceJson;
  operators: OperatorJson[];
  figures: DistributionJson | undefined;
  actions: DistributionActions;
  /** Unsaved weights. They are kept while another source is shown. */
  draft: DraftOf | undefined;
  onDraft: (draft: DraftOf | undefined) => void;
  /** Other sources with waiting enquiries. */
  waitingElsewhere: WaitingElsewhere[] | undefined;
  /** Shows another source. */
  onChoose: (sourceId: number) => void;
};

const sharesOf = (weights: WeightJson[]): Draft =>
  weights.map(({ operator_id, weight }) => ({ operator_id, weight }));

const byName = (weights: WeightJson[]) =>
  Object.fromEntries(weights.map(({ operator_name, weight }) => [operator_name, weight]));

/** One source: its strategy, its weights, a simulation of a change, and its waiting queue. */
export function SourcePanel(props: Props) {
  const { source, operators, figures, actions, draft, onDraft, waitingElsewhere, onChoose } = props;
  const say = useTranslations("distribution");
  const client = useQueryClient();
  const queryKey = ["distribution", source.id, "weights"];
  const { data: saved, isError } = useQuery({
    queryKey,
    queryFn: () => getJson<WeightJson[]>(`/sources/${source.id}/weights`),
  });
  const [current, setCurrent] = useState<WeightJson[]>();
  const { run, isBusy } = useFormAction({
    onProblem: (problem) => {
      if (problem.code === "stale_version") setCurrent(problem.current as WeightJson[]);
    },
  });
  const shown = draft?.shares ?? (saved && sharesOf(saved));
  const leave = () => {
    setCurrent(undefined);
    onDraft(undefined);
  };
  const save = async ({ shares, seen }: DraftOf) => {
    const change = { sourceId: source.id, input: shares, seen: sharesOf(current ?? seen) };
    const weights = await run(() => actions.setWeights(change), say("saved"));
    if (!weights) return;
    client.setQueryData(queryKey, weights);
    leave();
  };
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <section aria-label={source.name} className="min-w-0 rounded-box border border-line-strong bg-card">
        <Deciding source={source} update={actions.update} />
        {/* Before the data is loaded, the table would look empty, so nothing is shown and nothing can be edited. */}
        {shown && saved ? (
          <ShareTable
            sourceId={source.id}
            draft={shown}
            operators={operators}
            figures={figures}
            onChange={(shares) => onDraft({ shares, seen: draft?.seen ?? saved })}
          />
        ) : (
          isError && <ErrorState title={say("loadFailed")} detail={say("loadFailedDetail")} />
        )}
        {draft && (
          <footer className="flex flex-wrap items-center gap-3 border-line border-t bg-primary-soft px-4 py-3">
            {current && (
              <div className="w-full">
                <ChangesByOthers
                  subjectType="source"
                  changes={changedFields(
                    byName(draft.seen),
                    byName(current),
                    Object.keys(byName([...draft.seen, ...current])),
                  )}
                />
              </div>
            )}
            <span className="mr-auto font-medium">{say("draft")}</span>
            <Button onClick={leave}>{say("discard")}</Button>
            <Button look="primary" isBusy={isBusy} onClick={() => void save(draft)}>
              {say("save")}
            </Button>
          </footer>
        )}
      </section>
      <Simulation source={source} draft={shown ?? []} />
      <WaitingQueue source={source} waitingElsewhere={waitingElsewhere} onChoose={onChoose} />
    </div>
  );
}

function Deciding({ source, update }: { source: SourceJson; update: DistributionActions["update"] }) {
  const say = useTranslations("distribution");
  const { run, isBusy, errorOf } = useFormAction();
  const numbers = useNumberFields();
  const change = (input: { strategy: Strategy } | { acknowledge_seconds: number | null }) =>
    void run(() => update({ sourceId: source.id, input }));
  return (
    <header className="grid gap-4 border-line border-b p-4 sm:grid-cols-2">
      <SelectField
        label={say("strategy")}
        hint={say(`explain.${source.strategy}`)}
        value={source.strategy}
        disabled={isBusy}
        onChange={(event) => change({ strategy: event.target.value as Strategy })}
      >
        {STRATEGIES.map((strategy) => (
          <option key={strategy} value={strategy}>
            {say(`strategies.${strategy}`)}
          </option>
        ))}
      </SelectField>
      <TextField
        key={source.acknowledge_seconds}
        name="acknowledge_seconds"
        inputMode="numeric"
        label={say("accept")}
        hint={say("acceptHint")}
        error={numbers.errorOf("acknowledge_seconds") ?? errorOf("acknowledge_seconds")}
        defaultValue={source.acknowledge_seconds ?? ""}
        onBlur={(event) => {
          const read = numbers.read({ get: () => event.target.value }, ["acknowledge_seconds"]);
          if (read && read.acknowledge_seconds !== source.acknowledge_seconds) change(read);
        }}
      />
    </header>
  );
}
