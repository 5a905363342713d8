import { useSearchParams } from "next/navigation";

/** Whose appeals are listed, and which one is open: kept in the address, so that it can be shared and reloaded. */
export function useInboxPlace(mayAssign: boolean) {
  const params = useSearchParams();
  const view: "mine" | "everybody" = mayAssign && params.get("view") === "everybody" ? "everybody" : "mine";
  const set = (wanted: Record<string, string | undefined>) => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(wanted)) {
      if (value === undefined) next.delete(name);
      else next.set(name, value);
    }
    window.history.replaceState(null, "", `?${next}`);
  };
  return {
    view,
    chosenId: Number(params.get("appeal")) || undefined,
    /** An appeal of somebody else is not among one's own. */
    setView: (wanted: "mine" | "everybody") =>
      set(wanted === "mine" ? { view: undefined, appeal: undefined } : { view: wanted }),
    choose: (id: number | undefined) => set({ appeal: id === undefined ? undefined : String(id) }),
  };
}
