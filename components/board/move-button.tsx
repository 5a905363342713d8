import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";

/** Opens "Move to…" on a phone, which has no key M. */
export function MoveButton({ onPress }: { onPress: () => void }) {
  const say = useTranslations("board");
  return (
    <button
      type="button"
      aria-label={say("moveTo")}
      onClick={(event) => {
        // The card itself opens.
        event.stopPropagation();
        onPress();
      }}
      className="-my-3 -mr-3 ml-auto hidden size-11 items-center justify-center text-muted max-sm:flex"
    >
      <Ellipsis size={16} className="icon" aria-hidden />
    </button>
  );
}
