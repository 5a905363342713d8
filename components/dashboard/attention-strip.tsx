import { CalendarClock, History, Inbox, type LucideIcon, MoonStar, Send } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import type { AttentionReport, DashboardJson } from "#lib/dashboard/schema.ts";

const ITEMS = [
  { key: "overdue", icon: CalendarClock, look: "bg-error-soft text-error" },
  { key: "ready", icon: Send, look: "bg-success-soft text-success" },
  { key: "quiet", icon: MoonStar, look: "bg-well text-muted" },
  { key: "stale", icon: History, look: "bg-warning-soft text-warning" },
] as const satisfies readonly { key: string; icon: LucideIcon; look: string }[];

/** What asks for somebody now; each opens its list. */
export function AttentionStrip({
  report,
  appeals,
}: {
  report: AttentionReport;
  appeals: DashboardJson["appeals"];
}) {
  const say = useTranslations("dashboard.attention");
  const format = useFormat();
  return (
    <section
      aria-label={say("title")}
      className="grid rounded-box border border-line-strong bg-card sm:grid-cols-2 xl:grid-cols-5"
    >
      <AttentionItem
        icon={Inbox}
        look={appeals.waiting > 0 ? "bg-error-soft text-error" : "bg-well text-muted"}
        figure={format.number(appeals.waiting)}
        what={say("waiting.what", { count: appeals.waiting })}
        detail={
          appeals.oldest_waiting_at
            ? say("waiting.oldest", { age: format.age(appeals.oldest_waiting_at) })
            : say("waiting.detail")
        }
        href="/inbox"
      />
      {ITEMS.map(({ key, icon, look }) => (
        <AttentionItem
          key={key}
          icon={icon}
          look={look}
          figure={format.number(report[key])}
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
  const say = useTranslations("dashboard.attention");
  return (
    <div className="flex min-w-0 items-center gap-3 border-line px-4 py-3 max-xl:border-b max-xl:last:border-b-0 xl:[&+div]:border-l">
      <span className={`flex size-8 flex-none items-center justify-center rounded-lg ${look}`}>
        <Icon size={16} className="icon" aria-hidden />
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate">
          <span className="font-semibold tabular-nums">{figure}</span>{" "}
          <span className="text-muted">{what}</span>
        </p>
        <p className="truncate text-muted text-xs">{detail}</p>
      </div>
      <Link href={href} className="btn btn-plain btn-sm h-7 flex-none">
        {say("open")}
      </Link>
    </div>
  );
}
