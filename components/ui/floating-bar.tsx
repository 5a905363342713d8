/** A bar over the foot of the screen, for what goes on beside the work. */
export function FloatingBar({
  label,
  className = "",
  children,
}: {
  label: string;
  className?: string;
  children: React.ReactNode;
}) {
  return (
    <section
      aria-label={label}
      className={`-translate-x-1/2 fixed bottom-6 left-1/2 z-30 flex max-w-[calc(100vw-2rem)] flex-wrap items-center gap-2 rounded-box border border-line-strong bg-base-100 p-2 shadow-over max-sm:bottom-22 ${className}`}
    >
      {children}
    </section>
  );
}
