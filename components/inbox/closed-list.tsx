import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { LoadMore } from "#components/ui/load-more.tsx";
import type { Changes } from "#components/views/use-filters.ts";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import { AppealRow } from "./appeal-row.tsx";
import type { InboxContext } from "./context.ts";
import { LinkedChip } from "./linked-chip.tsx";
import type { ClosedFilter, useClosed } from "./use-closed.ts";
import { useDayWords } from "./use-day-words.ts";

type Props = {
  closed: ReturnType<typeof useClosed>;
  filter: ClosedFilter;
  onNarrow: (wanted: Changes) => void;
  context: InboxContext;
  chosenId: number | undefined;
  onChoose: (id: number) => void;
};

/** Closed appeals by day: the operator's own, or everyone's for managers. */
export function ClosedList({ closed, filter, onNarrow, context, chosenId, onChoose }: Props) {
  const say = useTranslations("inbox");
  const views = useTranslations("views");
  const format = useFormat();
  const linked = (name: string) => (name === "source_id" ? views("source") : views(`linked.${name}`));
  const countedWords = (name: string, value: string) => {
    if (name === "source_id") return context.sources.find(({ id }) => String(id) === value)?.name ?? value;
    return /T/.test(value) ? format.date(value) : format.day(value);
  };
  const { dayOf, words } = useDayWords(context.timeZone);
  const days = Map.groupBy(closed.data ?? [], ({ closed_at }) => dayOf(closed_at ?? ""));
  const row = (appeal: AppealJson) => (
    <AppealRow
      key={appeal.id}
      appeal={appeal}
      context={context}
      hasOperator={context.canAssign && filter.operatorId === undefined}
      isChosen={appeal.id === chosenId}
      onChoose={() => onChoose(appeal.id)}
    />
  );
  return (
    <>
      {context.canAssign && (
        <ByOperator
          label={say("closedBy")}
          operators={context.operators}
          operatorId={filter.operatorId}
          onNarrow={onNarrow}
        />
      )}
      {filter.day && (
        <LinkedChip
          name={say("closedOn")}
          value={format.day(filter.day)}
          removeLabel={say("anyDay")}
          onRemove={() => onNarrow({ day: undefined })}
        />
      )}
      {Object.entries(filter.counted).map(([name, value]) => (
        <LinkedChip
          key={name}
          name={linked(name)}
          value={countedWords(name, value)}
          removeLabel={views("remove", { name: linked(name) })}
          onRemove={() => onNarrow({ [name]: undefined })}
        />
      ))}
      {[...days].map(([day, appeals]) => (
        <div key={day}>
          <h2 className="-mt-px flex h-8 items-center border-line border-y bg-base-200 px-4 font-medium text-muted text-xs">
            {words(appeals[0]?.closed_at ?? "")}
          </h2>
          <ul>{appeals.map(row)}</ul>
        </div>
      ))}
      <LoadMore more={closed.more} className="py-3" />
    </>
  );
}

type ByProps = {
  label: string;
  operators: InboxContext["operators"];
  operatorId: number | undefined;
  onNarrow: (wanted: Changes) => void;
};

/** Chooses whose appeals are listed: one operator's, or everyone's. */
export function ByOperator({ label, operators, operatorId, onNarrow }: ByProps) {
  const say = useTranslations("inbox");
  return (
    <div className="px-4 pb-3">
      <select
        aria-label={label}
        value={operatorId ?? ""}
        onChange={({ target }) => onNarrow({ operator: target.value || undefined })}
        className="select h-8 w-full border-line-strong max-sm:h-11"
      >
        <option value="">{say("ofEverybody")}</option>
        {operators.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
