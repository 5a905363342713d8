import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { Gauge } from "#components/ui/gauge.tsx";
import { usualDay } from "#lib/insight/dashboard/rules.ts";
import type { MyDay } from "#lib/insight/dashboard/schema.ts";
import { StatCard } from "./stat-card.tsx";

/** Days that the sparklines show. */
const LINE_DAYS = 14;

/** The open enquiries of the operator's limit, and what was done today, compared with a usual day up to this hour. */
export function MyFigures({ day }: { day: MyDay }) {
  const say = useTranslations("myDay");
  const format = useFormat();
  const { days, operator_id: id, load, limit } = day;
  const today = days.at(-1);
  const usual = usualDay(days.slice(0, -1));
  if (!today) return null;
  /** A series of zeros is not shown, because it adds nothing to the figure. */
  const lineOf = (name: "closed" | "moved") => {
    const values = days.slice(-LINE_DAYS).map((one) => one[name]);
    return values.some((value) => value > 0) ? values : undefined;
  };
  /** The difference to the usual number, rounded, because fractions of an enquiry mean nothing. */
  const count = (name: "closed" | "moved") => {
    if (!usual) return { change: undefined, against: "", note: say("noUsual") };
    const more = today[name] - Math.round(usual[name]);
    if (more === 0) return { change: undefined, against: "", note: say("asUsual") };
    return {
      change: { words: format.signed(more, 0), direction: Math.sign(more), isGood: more > 0 },
      against: say("usual", { usual: format.number(Math.round(usual[name])) }),
    };
  };
  const reply = () => {
    const [now, before] = [today.reply_seconds, usual?.reply_seconds];
    if (now === null || !before)
      return { change: undefined, against: "", note: say(now === null ? "noReply" : "noUsual") };
    const growth = Math.round((now / before - 1) * 100);
    const sign = growth < 0 ? "−" : growth > 0 ? "+" : "";
    return {
      change: {
        words: `${sign}${format.percent(Math.abs(growth) / 100, 0)}`,
        direction: Math.sign(growth),
        isGood: growth < 0,
      },
      against: say("usualReply", { usual: format.hours(before / 3600) }),
    };
  };
  return (
    <section aria-label={say("figures")} className="grid grid-cols-2 gap-4 xl:grid-cols-4">
      <LoadCard load={load} limit={limit} />
      <StatCard
        name={say("closedToday")}
        words={format.number(today.closed)}
        href={`/inbox?view=closed&day=${today.day}`}
        series={lineOf("closed")}
        {...count("closed")}
      />
      <StatCard
        name={say("firstReply")}
        words={today.reply_seconds === null ? "–" : format.hours(today.reply_seconds / 3600)}
        href={`/log?type=appeal.accepted&from=${today.day}`}
        {...reply()}
      />
      <StatCard
        name={say("movedToday")}
        words={format.number(today.moved)}
        href={`/leads?view=table&owner_id=${id}&sort=-stage_changed_at&moved_from=${today.day}`}
        series={lineOf("moved")}
        {...count("moved")}
      />
    </section>
  );
}

function LoadCard({ load, limit }: { load: number; limit: number }) {
  const say = useTranslations("myDay");
  const room = limit - load;
  return (
    <StatCard
      name={say("load")}
      words={`${load}/${limit}`}
      href="/inbox"
      aside={<Gauge load={load} limit={limit} />}
      change={undefined}
      against=""
      note={
        <span className={room > 0 ? "" : "font-medium text-warning"}>
          {room > 0 ? say("room", { count: room }) : say("full")}
        </span>
      }
    />
  );
}
