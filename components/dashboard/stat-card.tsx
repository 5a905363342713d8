import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { Sparkline } from "#components/charts/sparkline.tsx";

type Props = {
  name: string;
  words: string;
  href: string;
  /** The change since the previous period. If its text rounds to no change, it is neither good nor bad. */
  change: { words: string; direction: number; isGood: boolean } | undefined;
  against: string;
  /** Shown if there is no change. */
  note?: React.ReactNode;
  series?: number[] | undefined;
  /** Shown instead of the series. */
  aside?: React.ReactNode;
  /** A link in the corner that opens something other than the list. */
  corner?: React.ReactNode;
};

/** One figure and its change since the previous period. */
export function StatCard({ name, words, href, change, against, note = "–", series, aside, corner }: Props) {
  const Arrow = change && change.direction > 0 ? ArrowUp : ArrowDown;
  const tone = change?.isGood ? "text-success" : "text-error";
  const card = (
    <Link
      href={href}
      className="block min-w-0 rounded-box border border-line-strong bg-card p-4 hover:border-control"
    >
      <p className="text-muted sm:truncate">{name}</p>
      {/* Content without room beside the figure wraps below it, where it is cut off. */}
      <p className="mt-1 flex h-8 flex-wrap content-start items-center justify-between gap-x-2 overflow-hidden">
        <span className="flex-none font-semibold text-2xl tabular-nums">{words}</span>
        {series ? <Sparkline values={series} /> : aside}
      </p>
      <p className="mt-1 text-muted text-xs sm:truncate">
        {change ? (
          <>
            <span
              className={`inline-flex items-center gap-0.5 font-medium ${change.direction === 0 ? "" : tone}`}
            >
              {change.direction !== 0 && <Arrow size={12} className="icon" aria-hidden />}
              {change.words}
            </span>{" "}
            {against}
          </>
        ) : (
          note
        )}
      </p>
    </Link>
  );
  if (!corner) return card;
  return (
    <div className="relative min-w-0 *:first:h-full">
      {card}
      <span className="absolute top-4 right-4">{corner}</span>
    </div>
  );
}
