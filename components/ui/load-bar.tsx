type Props = { load: number; limit: number };

/** How full something is: a bar and the two figures. Full is told by colour too. */
export function LoadBar({ load, limit }: Props) {
  return (
    <span className="flex items-center gap-2">
      <LoadTrack load={load} limit={limit} />
      <span className="tabular-nums">
        {load}/{limit}
      </span>
    </span>
  );
}

/** The bar alone, where the figures stand beside it already. */
export function LoadTrack({ load, limit }: Props) {
  const share = limit > 0 ? Math.min(1, load / limit) : 0;
  return (
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" className="h-1.5 w-20" aria-hidden>
      <rect width="100" height="6" rx="3" className="fill-base-300" />
      <rect width={share * 100} height="6" rx="3" className={share === 1 ? "fill-warning" : "fill-primary"} />
    </svg>
  );
}
