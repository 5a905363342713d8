/** Without a tab stop, a keyboard could not scroll an element that contains nothing to focus. */
const REACHABLE = { tabIndex: 0 } as const;

type Props = { label: string; className?: string; children: React.ReactNode };

/** Content that can be wider than the screen or higher than its box. It scrolls by itself, by touch or keyboard. */
export function WideContent({ label, className = "", children }: Props) {
  return (
    <section aria-label={label} {...REACHABLE} className={`relative overflow-auto ${className}`}>
      {children}
    </section>
  );
}
