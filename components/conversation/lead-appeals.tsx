import { Inbox } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { LoadMore, type More } from "#components/ui/load-more.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";

/** The enquiries of a lead, newest first, with their operators. */
export function LeadAppeals({ appeals, more }: { appeals: AppealJson[]; more: More | undefined }) {
  const say = useTranslations("drawer");
  const status = useTranslations("drawer.appealStatus");
  const format = useFormat();
  if (appeals.length === 0)
    return <EmptyState icon={Inbox} title={say("noAppeals")} detail={say("noAppealsDetail")} />;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-5 py-2">
      <ol>
        {appeals.map((appeal) => (
          <li key={appeal.id} className="border-line border-b py-3 last:border-b-0">
            <p className="flex items-baseline gap-2">
              <span className="font-medium">{appeal.source_name}</span>
              <span className="text-muted">
                {status(appeal.status)}
                {appeal.operator && `, ${appeal.operator.name}`}
              </span>
              <time className="ml-auto flex-none text-muted text-xs" dateTime={appeal.created_at}>
                {format.moment(appeal.created_at)}
              </time>
            </p>
            {appeal.message && (
              <p dir="auto" className="mt-1 line-clamp-3 text-muted">
                {appeal.message}
              </p>
            )}
          </li>
        ))}
      </ol>
      <LoadMore more={more} className="py-3" />
    </div>
  );
}
