import { CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { usePages } from "#components/api/use-pages.ts";
import { useFormat } from "#components/format/use-format.ts";
import { nameOfClient } from "#components/inbox/appeal-words.ts";
import { waitingAppeals } from "#components/inbox/open-appeals.ts";
import { Button } from "#components/ui/button.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import type { SourceJson } from "#lib/workspace/sources/schema.ts";

type Props = {
  source: Pick<SourceJson, "id" | "name">;
  /** The other sources with waiting enquiries and their numbers; undefined until loaded. */
  waitingElsewhere: WaitingElsewhere[] | undefined;
  onChoose: (sourceId: number) => void;
};

/** A source with waiting enquiries. */
export type WaitingElsewhere = { id: number; name: string; waiting: number };

/** The unassigned enquiries of a source, in the order in which they will be assigned. */
export function WaitingQueue({ source, waitingElsewhere, onChoose }: Props) {
  const say = useTranslations("distribution");
  const common = useTranslations("common");
  const format = useFormat();
  const { data: waiting = [], total, more, error, refetch } = usePages<AppealJson>(waitingAppeals(source.id));
  return (
    <section aria-label={say("queue")} className="min-w-0 rounded-box border border-line-strong bg-card">
      <h2 className="flex h-12 items-center gap-2 px-4 font-semibold">
        {say("queue")}
        {total ? <span className="font-normal text-muted tabular-nums">{format.number(total)}</span> : null}
      </h2>
      {error && (
        <ErrorState
          title={say("queueFailed")}
          detail={say("loadFailedDetail")}
          action={<Button onClick={refetch}>{common("tryAgain")}</Button>}
        />
      )}
      {total === 0 && waitingElsewhere && (
        <EmptyState
          icon={CircleCheck}
          title={say("noneWaiting", { source: source.name })}
          detail={say("waitingElsewhere", {
            count: waitingElsewhere.reduce((sum, one) => sum + one.waiting, 0),
          })}
          action={
            waitingElsewhere.length > 0 && (
              <div className="flex flex-wrap justify-center gap-2">
                {waitingElsewhere.map(({ id, name, waiting: count }) => (
                  <Button key={id} onClick={() => onChoose(id)}>
                    {name} <span className="text-muted tabular-nums">{format.number(count)}</span>
                  </Button>
                ))}
              </div>
            )
          }
        />
      )}
      <ol>
        {waiting.map((appeal) => (
          <li
            key={appeal.id}
            className="grid grid-cols-[minmax(0,12rem)_minmax(0,1fr)_auto] items-center gap-4 border-line border-t px-4 py-2.5 max-sm:grid-cols-[minmax(0,1fr)_auto]"
          >
            <span dir="auto" className="truncate font-medium">
              {nameOfClient(appeal)}
            </span>
            <span className="truncate text-muted max-sm:hidden">{appeal.message}</span>
            <span className="flex items-center gap-3 text-muted text-xs tabular-nums">
              {appeal.priority !== 0 && say("priority", { value: appeal.priority })}
              {format.age(appeal.enqueued_at)}
            </span>
          </li>
        ))}
      </ol>
      <LoadMore more={more} className="border-line border-t py-3" />
    </section>
  );
}
