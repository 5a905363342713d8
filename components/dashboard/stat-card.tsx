import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { Sparkline } from "#components/charts/sparkline.tsx";

type Props = {
  name: string;
  words: string;
  href: string;
  /** Against the period before, in words, and whether that is for the better. */
  change: { words: string; isUp: boolean; isGood: boolean } | undefined;
  against: string;
  series?: number[];
};

/** One figure with what became of it since the period before. */
export function StatCard({ name, words, href, change, against, series }: Props) {
  const Arrow = change?.isUp ? ArrowUp : ArrowDown;
  return (
    <Link
      href={href}
      className="block min-w-0 rounded-box border border-line-strong bg-card p-4 hover:border-control"
    >
      <p className="truncate text-muted">{name}</p>
      <p className="mt-1 flex items-center justify-between gap-2">
        <span className="flex-none font-semibold text-2xl tabular-nums">{words}</span>
        {series && <Sparkline values={series} />}
      </p>
      <p className="mt-1 truncate text-muted text-xs">
        {change ? (
          <>
            <span
              className={`inline-flex items-center gap-0.5 font-medium ${change.isGood ? "text-success" : "text-error"}`}
            >
              <Arrow size={12} className="icon" aria-hidden />
              {change.words}
            </span>{" "}
            {against}
          </>
        ) : (
          "–"
        )}
      </p>
    </Link>
  );
}
