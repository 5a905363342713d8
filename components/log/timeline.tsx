import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { LoadMore, type More } from "#components/ui/load-more.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { EventJson } from "#lib/insight/events/schema.ts";
import { ChangeList } from "./change-list.tsx";
import { EventLine } from "./event-line.tsx";

/** The events of a lead, newest first. */
export function Timeline({ events, more }: { events: EventJson[]; more: More | undefined }) {
  const say = useTranslations("drawer");
  const format = useFormat();
  if (events.length === 0)
    return <EmptyState icon={History} title={say("noEvents")} detail={say("noEventsDetail")} />;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">
      <ol>
        {events.map((event) => (
          <li key={event.id} className="relative border-line border-l pb-5 pl-5 last:pb-0">
            <span aria-hidden className="absolute top-1.5 -left-[4.5px] size-2 rounded-full bg-control" />
            <p>
              <EventLine event={event} />
              <time
                className="ml-2 whitespace-nowrap text-muted text-xs"
                dateTime={event.created_at}
                title={format.full(event.created_at)}
              >
                {format.moment(event.created_at)}
              </time>
            </p>
            <ChangeList event={event} />
          </li>
        ))}
      </ol>
      <LoadMore more={more} label={say("earlierEvents")} className="pt-4" />
    </div>
  );
}
