/** A section of a screen with a border, a title, and controls to its right. */
export function Panel({
  title,
  count,
  aside,
  className = "",
  children,
}: {
  title: string;
  /** The number of items as a text. */
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
      <header className="flex min-h-14 flex-wrap items-center justify-between gap-x-3 gap-y-2 px-4 py-2">
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
