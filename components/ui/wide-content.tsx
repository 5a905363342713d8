/** Without it a keyboard could not scroll what it cannot enter. */
const REACHABLE = { tabIndex: 0 } as const;

type Props = { label: string; className?: string; children: React.ReactNode };

/** What may be wider than the screen, or higher than its place: it scrolls by itself, with a finger or the keyboard. */
export function WideContent({ label, className = "", children }: Props) {
  return (
    <section aria-label={label} {...REACHABLE} className={`relative overflow-auto ${className}`}>
      {children}
    </section>
  );
}
