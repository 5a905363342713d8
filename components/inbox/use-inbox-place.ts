import { useSearchParams } from "next/navigation";

export type InboxView = "mine" | "everybody" | "closed";

const A_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whose appeals are listed, and which one is open: kept in the address, so that it can be shared and reloaded. */
export function useInboxPlace(mayAssign: boolean) {
  const params = useSearchParams();
  const asked = params.get("view");
  const isAllowed = asked === "closed" || (asked === "everybody" && mayAssign);
  const view: InboxView = isAllowed ? asked : "mine";
  const day = params.get("day") ?? "";
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
    /** Which of the closed ones: of one operator, of one day. */
    closedBy: Number(params.get("operator")) || undefined,
    closedOn: A_DAY.test(day) ? day : undefined,
    chosenId: Number(params.get("appeal")) || undefined,
    /** Another list begins without an open appeal; only everybody's has one's own in it. */
    setView: (wanted: InboxView) =>
      set({
        view: wanted === "mine" ? undefined : wanted,
        operator: undefined,
        day: undefined,
        ...(wanted === "everybody" && view === "mine" ? {} : { appeal: undefined }),
      }),
    narrow: (wanted: { operator?: string | undefined; day?: string | undefined }) => set(wanted),
    choose: (id: number | undefined) => set({ appeal: id === undefined ? undefined : String(id) }),
  };
}
