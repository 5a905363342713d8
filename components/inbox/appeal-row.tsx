import { CircleAlert, Timer } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { SourceIcon } from "#components/format/source-icon.tsx";
import { useFormat } from "#components/format/use-format.ts";
import { MANAGERS_TOLD_AFTER } from "#lib/conversations/appeals/rules.ts";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import { nameOfClient, sourceCode } from "./appeal-words.ts";
import type { InboxContext } from "./context.ts";
import { waitsSince } from "./inbox-order.ts";

type Props = {
  appeal: AppealJson;
  context: Pick<InboxContext, "sources">;
  hasOperator?: boolean;
  isChosen?: boolean;
  /** Attributes that make the row draggable. */
  drag?: React.ComponentProps<"button">;
} & ({ onChoose: () => void; href?: never } | { href: string; onChoose?: never });

/** An appeal in a list: the client, the age, and the last message. Opens the appeal. */
export function AppealRow({ appeal, context, hasOperator, isChosen = false, drag, onChoose, href }: Props) {
  const look = "flex w-full flex-col gap-1 border-line border-b py-3 pr-4 text-left";
  const chosen = isChosen ? "border-l-primary bg-primary-soft" : "border-l-transparent hover:bg-hover";
  const content = <Content appeal={appeal} context={context} hasOperator={hasOperator} />;
  return (
    <li>
      {href === undefined ? (
        <button
          type="button"
          aria-current={isChosen}
          onClick={onChoose}
          {...drag}
          className={`${look} border-l-3 pl-3.25 ${chosen}`}
        >
          {content}
        </button>
      ) : (
        <Link href={href} className={`${look} pl-4 hover:bg-hover focus-visible:-outline-offset-2`}>
          {content}
        </Link>
      )}
    </li>
  );
}

function Content({ appeal, context, hasOperator }: Pick<Props, "appeal" | "context" | "hasOperator">) {
  const say = useTranslations("inbox");
  const format = useFormat();
  const last = appeal.last_message;
  const words = last?.text ?? appeal.message ?? say("noWords");
  const isClosed = appeal.closed_at !== null;
  const unread = isClosed ? 0 : appeal.unread_count;
  const isOurTurn = !isClosed && (appeal.status === "waiting" || last?.direction !== "out");
  return (
    <>
      <span className="flex w-full items-center gap-2">
        <SourceIcon source={sourceCode(context, appeal.source_id)} />
        <span
          dir="auto"
          className={`min-w-0 flex-1 truncate ${unread > 0 ? "font-semibold" : "font-medium"}`}
        >
          {nameOfClient(appeal)}
        </span>
        {isOurTurn && (
          <span className="inline-flex flex-none items-center gap-1 text-muted text-xs tabular-nums">
            <Timer size={13} className="icon" aria-hidden />
            <span className="quiet">{say("waits", { age: "" })}</span>
            {format.age(waitsSince(appeal))}
          </span>
        )}
        {appeal.closed_at && (
          <time dateTime={appeal.closed_at} className="flex-none text-muted text-xs tabular-nums">
            {format.time(appeal.closed_at)}
          </time>
        )}
      </span>
      <span className="flex w-full items-center gap-2">
        <span dir="auto" className={`line-clamp-1 min-w-0 flex-1 text-xs ${isOurTurn ? "" : "text-muted"}`}>
          {last?.direction === "out" ? say("you", { text: words }) : words}
        </span>
        {unread > 0 && <UnreadCount count={unread} />}
      </span>
      {hasOperator && (
        <span className="truncate text-muted text-xs">{appeal.operator?.name ?? say("unassigned")}</span>
      )}
      {!isClosed && appeal.missed_count >= MANAGERS_TOLD_AFTER && (
        <span className="inline-flex items-center gap-1 text-error text-xs">
          <CircleAlert size={12} className="icon" aria-hidden />
          {say("notAccepted")}
        </span>
      )}
    </>
  );
}

function UnreadCount({ count }: { count: number }) {
  const say = useTranslations("board");
  const format = useFormat();
  return (
    <span className="inline-flex h-4.5 min-w-4.5 flex-none items-center justify-center rounded-full bg-primary px-1 font-semibold text-2xs text-primary-content tabular-nums">
      <span className="quiet">{say("unread", { count })}</span>
      <span aria-hidden>{format.number(count)}</span>
    </span>
  );
}
