/** A bar over the bottom of the screen for work in progress. */
export function FloatingBar({
  label,
  className = "w-fit",
  children,
}: {
  label: string;
  className?: string;
  children: React.ReactNode;
}) {
  return (
    <section
      aria-label={label}
      className={`fixed inset-x-4 bottom-6 z-30 mx-auto flex max-w-full flex-wrap items-center gap-2 rounded-box border border-line-strong bg-base-100 p-2 shadow-over max-sm:bottom-[calc(12px+max(var(--foot-bar),var(--keyboard)))] ${className}`}
    >
      {children}
    </section>
  );
}
