import { ChevronDown, MessageSquare } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { usePages } from "#components/api/use-pages.ts";
import { useFormat } from "#components/format/use-format.ts";
import { partOfLead } from "#components/leads/lead-query.ts";
import { LoadMore } from "#components/ui/load-more.tsx";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";

/** The client's earlier enquiries, collapsed at first. Each opens its conversation. */
export function EarlierAppeals({ appeal }: { appeal: AppealJson }) {
  const say = useTranslations("inbox");
  const { data: all = [], more } = usePages<AppealJson>(partOfLead(appeal.lead_id, "appeals"));
  const earlier = all.filter(({ id }) => id < appeal.id);
  if (earlier.length === 0) return null;
  return (
    <details className="group border-line border-y">
      <summary className="flex list-none items-center gap-2 px-4 py-3 hover:bg-hover focus-visible:-outline-offset-2 max-[1099px]:px-0 [&::-webkit-details-marker]:hidden">
        <MessageSquare size={16} className="icon text-muted" aria-hidden />
        <span className="flex-1">{say("earlier", { count: earlier.length })}</span>
        <ChevronDown
          size={16}
          className="icon text-muted transition-transform group-open:rotate-180 motion-reduce:transition-none"
          aria-hidden
        />
      </summary>
      <ul className="pb-2">
        {earlier.map((one) => (
          <li key={one.id}>
            <EarlierAppeal appeal={one} />
          </li>
        ))}
      </ul>
      <LoadMore more={more} className="pb-3" />
    </details>
  );
}

function EarlierAppeal({ appeal }: { appeal: AppealJson }) {
  const say = useTranslations("inbox");
  const format = useFormat();
  const view = appeal.status === "closed" ? "closed" : "everybody";
  return (
    <Link
      href={`/inbox?view=${view}&appeal=${appeal.id}`}
      className="flex flex-col gap-0.5 py-2 pr-4 pl-10 text-xs hover:bg-hover focus-visible:-outline-offset-2 max-[1099px]:pr-0 max-[1099px]:pl-6"
    >
      <span className="flex items-baseline justify-between gap-2">
        <span className="truncate font-medium">{appeal.source_name}</span>
        <time dateTime={appeal.created_at} className="flex-none text-muted tabular-nums">
          {format.moment(appeal.created_at)}
        </time>
      </span>
      <span dir="auto" className="line-clamp-2 text-muted">
        {appeal.message ?? say("noWords")}
      </span>
      {appeal.operator && <span className="truncate text-muted">{appeal.operator.name}</span>}
    </Link>
  );
}
