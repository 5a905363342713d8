/** The title of a screen. On a phone it is in the top bar, beside the shell's own elements. */
export function PageTitle({ children }: { children: React.ReactNode }) {
  return (
    <h1 className="font-semibold text-lg max-sm:fixed max-sm:top-(--inset-top) max-sm:left-4 max-sm:z-20 max-sm:max-w-[calc(100vw-13rem)] max-sm:truncate max-sm:text-xl max-sm:leading-15">
      {children}
    </h1>
  );
}
