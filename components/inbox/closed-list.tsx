import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { LoadMore } from "#components/ui/load-more.tsx";
import type { AppealJson } from "#lib/appeals/schema.ts";
import { AppealRow } from "./appeal-row.tsx";
import type { InboxContext } from "./inbox-screen.tsx";
import type { ClosedFilter, useClosed } from "./use-closed.ts";
import { useDayWords } from "./use-day-words.ts";

type Props = {
  closed: ReturnType<typeof useClosed>;
  filter: ClosedFilter;
  onNarrow: (wanted: { operator?: string | undefined; day?: string | undefined }) => void;
  context: InboxContext;
  chosenId: number | undefined;
  onChoose: (id: number) => void;
};

/** What is done, by the day on which it was closed: one's own, for managers everybody's. */
export function ClosedList({ closed, filter, onNarrow, context, chosenId, onChoose }: Props) {
  const { dayOf, words } = useDayWords();
  const days = Map.groupBy(closed.data ?? [], ({ closed_at }) => dayOf(closed_at ?? ""));
  const row = (appeal: AppealJson) => (
    <AppealRow
      key={appeal.id}
      appeal={appeal}
      context={context}
      showsOperator={context.mayAssign && filter.operatorId === undefined}
      isChosen={appeal.id === chosenId}
      onChoose={() => onChoose(appeal.id)}
    />
  );
  return (
    <>
      {context.mayAssign && <ByOperator operators={context.operators} filter={filter} onNarrow={onNarrow} />}
      {filter.day && <OfDay day={filter.day} onRemove={() => onNarrow({ day: undefined })} />}
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

type ByProps = Pick<Props, "filter" | "onNarrow"> & { operators: InboxContext["operators"] };

function ByOperator({ operators, filter, onNarrow }: ByProps) {
  const say = useTranslations("inbox");
  return (
    <div className="px-4 pb-3">
      <select
        aria-label={say("closedBy")}
        value={filter.operatorId ?? ""}
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

function OfDay({ day, onRemove }: { day: string; onRemove: () => void }) {
  const say = useTranslations("inbox");
  // A day of the calendar has no time zone; noon keeps it on its day everywhere.
  const words = useFormat().date(`${day}T12:00:00`);
  return (
    <p className="flex px-4 pb-3">
      <span className="inline-flex h-7 items-center gap-1.5 rounded-field border border-primary-line bg-primary-soft pl-2.5 max-sm:h-11">
        {say("closedOn")} <span className="font-medium">{words}</span>
        <button
          type="button"
          aria-label={say("anyDay")}
          onClick={onRemove}
          className="flex h-full w-7 items-center justify-center max-sm:w-11"
        >
          <X size={14} className="icon" aria-hidden />
        </button>
      </span>
    </p>
  );
}
