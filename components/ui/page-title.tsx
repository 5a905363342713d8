/** The name of a screen. On a phone it stands in the bar at the top, beside what the shell shows there. */
export function PageTitle({ children }: { children: React.ReactNode }) {
  return (
    <h1 className="font-semibold text-lg max-sm:fixed max-sm:top-(--inset-top) max-sm:left-4 max-sm:z-20 max-sm:max-w-[calc(100vw-13rem)] max-sm:truncate max-sm:text-xl max-sm:leading-15">
      {children}
    </h1>
  );
}
