import { useSearchParams } from "next/navigation";
import { steps } from "#components/ui/use-layer.ts";
import { type Changes, changedAddress } from "#components/views/use-filters.ts";
import { ATTENTION, type Attention } from "./inbox-order.ts";

export type InboxView = "mine" | "everybody" | "closed";

const isAttention = (value: string | null): value is Attention => ATTENTION.some((one) => one === value);

const A_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What a figure of the dashboard counts closed appeals by. */
const COUNTED_BY = ["created_from", "created_to", "source_id"] as const;
const NOT_COUNTED = Object.fromEntries(COUNTED_BY.map((name) => [name, undefined]));

/** The address of now: an answer may come long after the screen was drawn that asked. */
const parametersNow = () => new URLSearchParams(window.location.search);

const addressWith = (changes: Changes) => changedAddress("/inbox", parametersNow(), changes);

/** A conversation is a step of the history over its list; from one to the next there is none. */
function change(changes: Changes): void {
  const address = addressWith(changes);
  const wasOpen = parametersNow().has("appeal");
  const isOpen = "appeal" in changes ? changes.appeal !== undefined : wasOpen;
  if (isOpen && !wasOpen) steps().pushAddress(address);
  else if (wasOpen && !isOpen) steps().closeAddress(address);
  else steps().replaceAddress(address);
}

const choose = (id: number | undefined) => change({ appeal: id === undefined ? undefined : String(id) });

/** Whose appeals are listed, and which one is open: kept in the address, so that it can be shared and reloaded. */
export function useInboxPlace(canAssign: boolean) {
  const params = useSearchParams();
  const asked = params.get("view");
  const isAllowed = asked === "closed" || (asked === "everybody" && canAssign);
  const view: InboxView = isAllowed ? asked : "mine";
  const day = params.get("day") ?? "";
  const wanting = params.get("attention");
  return {
    view,
    /** Whose they are; of the closed ones also of which day. */
    operatorId: Number(params.get("operator")) || undefined,
    /** What of the open ones a figure of the dashboard counts. */
    attention: view === "everybody" && isAttention(wanting) ? wanting : undefined,
    closedOn: A_DAY.test(day) ? day : undefined,
    counted: Object.fromEntries(
      COUNTED_BY.flatMap((name) => {
        const value = params.get(name);
        return value ? [[name, value]] : [];
      }),
    ),
    chosenId: Number(params.get("appeal")) || undefined,
    /** Another list begins without an open appeal, except everyone's, which contains the person's own. */
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
    /** Goes from a finished appeal to another, or to none, unless another one was opened meanwhile. */
    goOn: (doneId: number, id: number | undefined) => {
      if (parametersNow().get("appeal") === String(doneId)) choose(id);
    },
  };
}
