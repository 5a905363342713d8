/** A part of a screen: an edge, a title, what belongs to its right. */
export function Panel({
  title,
  count,
  aside,
  className = "",
  children,
}: {
  title: string;
  /** How many are in it, in words. */
  count?: string;
  aside?: React.ReactNode;
  className?: string;
  children: React.ReactNode;
}) {
  return (
    <section
      aria-label={title}
      className={`min-w-0 rounded-box border border-line-strong bg-card ${className}`}
    >
      <header className="flex h-14 items-center justify-between gap-3 px-4">
        <h2 className="font-semibold">
          {title}
          {count && <span className="ml-2 font-normal text-muted tabular-nums">{count}</span>}
        </h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
