"use client";

import { ScrollText } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { problemOf } from "#components/api/problem-of.ts";
import { usePages } from "#components/api/use-pages.ts";
import { useProblemWords } from "#components/api/use-problem-words.ts";
import { useFormat } from "#components/format/use-format.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { Button } from "#components/ui/button.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { PageTitle } from "#components/ui/page-title.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import type { EventJson } from "#lib/insight/events/schema.ts";
import { ChangeList } from "./change-list.tsx";
import { ExportButton } from "./export-button.tsx";
import { LogFilters } from "./log-filters.tsx";
import { useActorName } from "./use-actor-name.ts";
import { useEventWords } from "./use-event-words.ts";
import { useLogFilters } from "./use-log-filters.ts";

/** All events: who, what, before and after, when and from where. */
export function LogScreen() {
  const say = useTranslations("log");
  const common = useTranslations("common");
  const problemWords = useProblemWords();
  const filters = useLogFilters();
  const address = `/events${filters.inAddress ? `?${filters.inAddress}` : ""}`;
  const {
    data: events = [],
    error,
    refetch,
    isLoading,
    more,
  } = usePages<EventJson>({ queryKey: ["events", address], address });
  const detailOf = (error: Error) => {
    const problem = problemOf(error);
    return problem.code === "invalid_input" ? problemWords(problem) : say("failedDetail");
  };
  return (
    <div className="flex flex-col">
      <header className="flex flex-wrap items-center gap-3 px-4 pt-3 pb-2">
        <PageTitle>{say("title")}</PageTitle>
        <span className="ml-auto">
          <ExportButton query={filters.query} />
        </span>
      </header>
      <LogFilters {...filters} />
      {error && (
        <ErrorState
          title={say("failed")}
          detail={detailOf(error)}
          action={<Button onClick={refetch}>{common("tryAgain")}</Button>}
        />
      )}
      {!error && !isLoading && events.length === 0 && (
        <EmptyState icon={ScrollText} title={say("empty")} detail={say("emptyDetail")} />
      )}
      <ol>
        {events.map((event) => (
          <Row key={event.id} event={event} />
        ))}
      </ol>
      <LoadMore more={more} />
    </div>
  );
}

function Row({ event }: { event: EventJson }) {
  const say = useTranslations("log");
  const format = useFormat();
  const eventWords = useEventWords();
  const actorName = useActorName();
  const leadId = event.subject_type === "lead" ? event.subject_id : event.after?.lead_id;
  const showName = (name: string) =>
    typeof leadId === "number" ? (
      <Link href={`/leads/${leadId}`} className="font-medium hover:underline">
        {name}
      </Link>
    ) : (
      <span className="font-medium">{name}</span>
    );
  return (
    <li className="grid grid-cols-[1fr_auto] items-start gap-x-4 border-line border-b px-4 py-2.5 hover:bg-hover md:grid-cols-[10rem_minmax(0,1fr)_9rem_8rem]">
      <p className="flex min-w-0 items-center gap-2 max-md:col-span-1">
        <Avatar name={actorName(event.actor)} />
        <span className="truncate font-medium">{actorName(event.actor)}</span>
      </p>
      <div className="min-w-0 max-md:col-span-2 max-md:row-start-2">
        <p>{eventWords(event, showName)}</p>
        <ChangeList event={event} />
      </div>
      <time
        className="text-muted text-xs leading-5 max-md:col-start-2 max-md:row-start-1"
        dateTime={event.created_at}
      >
        {format.full(event.created_at)}
      </time>
      <p
        className="truncate text-muted text-xs leading-5 max-md:hidden"
        title={event.user_agent ?? undefined}
      >
        {event.ip ?? say(`actors.${event.actor.kind}`)}
      </p>
    </li>
  );
}
