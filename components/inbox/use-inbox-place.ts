import { useSearchParams } from "next/navigation";
import { steps } from "#components/ui/use-layer.ts";
import { type Changes, changedAddress } from "#components/views/use-filters.ts";
import { ATTENTION, type Attention } from "./inbox-order.ts";

export type InboxView = "mine" | "everybody" | "closed";

const isAttention = (value: string | null): value is Attention => ATTENTION.some((one) => one === value);

const A_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Parameters by which a figure of the dashboard counts closed appeals. */
const COUNTED_BY = ["created_from", "created_to", "source_id"] as const;
const NOT_COUNTED = Object.fromEntries(COUNTED_BY.map((name) => [name, undefined]));

/** The current parameters of the address. They may have changed since the component that asks was rendered. */
const parametersNow = () => new URLSearchParams(window.location.search);

const addressWith = (changes: Changes) => changedAddress("/inbox", parametersNow(), changes);

/** Opening a conversation from the list adds a history entry. Going from one conversation to the next replaces it. */
function change(changes: Changes): void {
  const address = addressWith(changes);
  const wasOpen = parametersNow().has("appeal");
  const isOpen = "appeal" in changes ? changes.appeal !== undefined : wasOpen;
  if (isOpen && !wasOpen) steps().pushAddress(address);
  else if (wasOpen && !isOpen) steps().closeAddress(address);
  else steps().replaceAddress(address);
}

const choose = (id: number | undefined) => change({ appeal: id === undefined ? undefined : String(id) });

/** Which list is shown, and which appeal is open. Both are in the address, so that it can be shared and reloaded. */
export function useInboxPlace(canAssign: boolean) {
  const params = useSearchParams();
  const asked = params.get("view");
  const isAllowed = asked === "closed" || (asked === "everybody" && canAssign);
  const view: InboxView = isAllowed ? asked : "mine";
  const day = params.get("day") ?? "";
  const wanting = params.get("attention");
  return {
    view,
    /** The operator whose appeals are listed. For closed appeals, `closedOn` is the day. */
    operatorId: Number(params.get("operator")) || undefined,
    /** The kind of open appeals that a figure of the dashboard counts. */
    attention: view === "everybody" && isAttention(wanting) ? wanting : undefined,
    closedOn: A_DAY.test(day) ? day : undefined,
    counted: Object.fromEntries(
      COUNTED_BY.flatMap((name) => {
        const value = params.get(name);
        return value ? [[name, value]] : [];
      }),
    ),
    chosenId: Number(params.get("appeal")) || undefined,
    /**
     * A new list begins without an open appeal. Only everyone's list keeps it, because it contains the person's own
     * appeals.
     */
    setView: (wanted: InboxView) =>
      change({
        view: wanted === "mine" ? undefined : wanted,
        operator: undefined,
        day: undefined,
        attention: undefined,
        ...NOT_COUNTED,
        ...(wanted === "everybody" && view === "mine" ? {} : { appeal: undefined }),
      }),
    narrow: (wanted: Changes) => change(wanted),
    choose,
    /** Goes from a finished appeal to another one or none, unless the person has opened another one meanwhile. */
    goOn: (doneId: number, id: number | undefined) => {
      if (parametersNow().get("appeal") === String(doneId)) choose(id);
    },
  };
}
