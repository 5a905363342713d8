/** Without it a keyboard could not scroll what it cannot enter. */
const REACHABLE = { tabIndex: 0 } as const;

/** What may be wider than the screen: it scrolls by itself, with a finger or the keyboard. */
export function WideContent({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <section aria-label={label} {...REACHABLE} className="overflow-x-auto">
      {children}
    </section>
  );
}
