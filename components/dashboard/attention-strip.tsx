import { CalendarClock, History, type LucideIcon, MoonStar, Send } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import type { AttentionReport } from "#lib/dashboard/schema.ts";

const ITEMS = [
  { key: "overdue", icon: CalendarClock, look: "bg-error-soft text-error" },
  { key: "ready", icon: Send, look: "bg-success-soft text-success" },
  { key: "quiet", icon: MoonStar, look: "bg-well text-muted" },
  { key: "stale", icon: History, look: "bg-warning-soft text-warning" },
] as const satisfies readonly { key: string; icon: LucideIcon; look: string }[];

/** What asks for somebody now; each opens its list. */
export function AttentionStrip({ report }: { report: AttentionReport }) {
  const say = useTranslations("dashboard.attention");
  const format = useFormat();
  return (
    <section
      aria-label={say("title")}
      className="grid rounded-box border border-line-strong bg-card sm:grid-cols-2 xl:grid-cols-4"
    >
      {ITEMS.map(({ key, icon: Icon, look }) => (
        <div
          key={key}
          className="flex min-w-0 items-center gap-3 border-line px-4 py-3 max-xl:border-b max-xl:last:border-b-0 xl:[&+div]:border-l"
        >
          <span className={`flex size-8 flex-none items-center justify-center rounded-lg ${look}`}>
            <Icon size={16} className="icon" aria-hidden />
          </span>
          <div className="min-w-0 flex-1">
            <p className="truncate">
              <span className="font-semibold tabular-nums">{format.number(report[key])}</span>{" "}
              <span className="text-muted">{say(`${key}.what`, { count: report[key] })}</span>
            </p>
            <p className="truncate text-muted text-xs">
              {key === "overdue" && report.oldest_overdue_name
                ? say("oldest", { name: report.oldest_overdue_name })
                : say(`${key}.detail`)}
            </p>
          </div>
          <Link href={`/leads?attention=${key}`} className="btn btn-plain btn-sm h-7 flex-none">
            {say("open")}
          </Link>
        </div>
      ))}
    </section>
  );
}
