import {
  CalendarClock,
  ChevronRight,
  CircleCheck,
  History,
  Hourglass,
  type LucideIcon,
  MoonStar,
  Send,
  Timer,
} from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import type { AttentionReport, DashboardJson } from "#lib/insight/dashboard/schema.ts";
import { MAX_COUNTED } from "#lib/pipeline/views/rules.ts";

const ITEMS = [
  { key: "overdue", icon: CalendarClock, look: "bg-error-soft text-error" },
  { key: "ready", icon: Send, look: "bg-success-soft text-success" },
  { key: "quiet", icon: MoonStar, look: "bg-well text-muted" },
  { key: "stale", icon: History, look: "bg-warning-soft text-warning" },
] as const satisfies readonly { key: string; icon: LucideIcon; look: string }[];

/** The figures that need attention now. Each one opens its list. */
export function AttentionStrip({
  report,
  appeals,
}: {
  report: AttentionReport;
  appeals: DashboardJson["appeals"];
}) {
  const say = useTranslations("dashboard.attention");
  const format = useFormat();
  const items = ITEMS.filter(({ key }) => report[key] > 0);
  if (items.length + appeals.waiting + appeals.breaching === 0) {
    return (
      <p className="flex items-center gap-3 rounded-box border border-line-strong bg-card px-4 py-4">
        <CircleCheck size={16} className="icon text-success" aria-hidden />
        {say("nothing")}
      </p>
    );
  }
  return (
    <section
      aria-label={say("title")}
      className="grid grid-cols-[repeat(auto-fit,minmax(14rem,1fr))] overflow-hidden rounded-box border border-line-strong bg-card"
    >
      {appeals.oldest_waiting_at && (
        <AttentionItem
          icon={Hourglass}
          look="bg-error-soft text-error"
          figure={format.number(appeals.waiting)}
          what={say("waiting.what", { count: appeals.waiting })}
          detail={say("waiting.oldest", { age: format.age(appeals.oldest_waiting_at) })}
          href="/inbox?view=everybody&attention=waiting"
        />
      )}
      {appeals.breaching > 0 && (
        <AttentionItem
          icon={Timer}
          look="bg-warning-soft text-warning"
          figure={format.number(appeals.breaching)}
          what={say("breaching.what", { count: appeals.breaching })}
          detail={say("breaching.detail")}
          href="/inbox?view=everybody&attention=breaching"
        />
      )}
      {items.map(({ key, icon, look }) => (
        <AttentionItem
          key={key}
          icon={icon}
          look={look}
          figure={`${format.number(Math.min(report[key], MAX_COUNTED))}${report[key] > MAX_COUNTED ? "+" : ""}`}
          what={say(`${key}.what`, { count: report[key] })}
          detail={
            key === "overdue" && report.oldest_overdue_name
              ? say("oldest", { name: report.oldest_overdue_name })
              : say(`${key}.detail`)
          }
          href={`/leads?attention=${key}`}
        />
      ))}
    </section>
  );
}

type ItemProps = {
  icon: LucideIcon;
  look: string;
  figure: string;
  what: string;
  detail: string;
  href: string;
};

function AttentionItem({ icon: Icon, look, figure, what, detail, href }: ItemProps) {
  return (
    <Link
      href={href}
      className="-mt-px -ml-px flex min-w-0 items-center gap-3 border-line border-t border-l px-4 py-3 hover:bg-hover"
    >
      <span className={`flex size-8 flex-none items-center justify-center rounded-lg ${look}`}>
        <Icon size={16} className="icon" aria-hidden />
      </span>
      <div className="min-w-0 flex-1">
        <p className="line-clamp-2">
          <span className="font-semibold tabular-nums">{figure}</span>{" "}
          <span className="text-muted">{what}</span>
        </p>
        <p className="text-muted sm:truncate text-xs">{detail}</p>
      </div>
      <ChevronRight size={16} className="icon flex-none text-muted" aria-hidden />
    </Link>
  );
}
