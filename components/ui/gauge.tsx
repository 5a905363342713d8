/** The maximum number of strokes. With a higher limit, each stroke stands for several. */
const MAX_STROKES = 6;

type Props = { load: number; limit: number };

/**
 * The used part of a limit as strokes. If anything is used, at least one stroke is filled. A full gauge also has
 * another colour.
 */
export function Gauge({ load, limit }: Props) {
  const strokes = Math.min(limit, MAX_STROKES);
  const filled = Math.min(strokes, Math.ceil((load / limit) * strokes));
  const tone = load >= limit ? "bg-warning" : "bg-base-content";
  return (
    <span className="flex flex-none gap-0.5" aria-hidden>
      {[...Array(strokes).keys()].map((stroke) => (
        <span key={stroke} className={`h-2.5 w-1 rounded-[1px] ${stroke < filled ? tone : "bg-base-300"}`} />
      ))}
    </span>
  );
}
