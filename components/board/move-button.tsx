import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";

/** Opens "Move to…" on phones, which have no M key. */
export function MoveButton({ onPress }: { onPress: () => void }) {
  const say = useTranslations("board");
  return (
    <button
      type="button"
      aria-label={say("moveTo")}
      onClick={(event) => {
        // Otherwise the click would also open the card.
        event.stopPropagation();
        onPress();
      }}
      className="-my-3 -mr-3 ml-auto hidden size-11 items-center justify-center text-muted max-sm:flex"
    >
      <Ellipsis size={16} className="icon" aria-hidden />
    </button>
  );
}
