import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useSelection } from "./selection.tsx";

/** Selects all loaded rows of the table, or none. */
export function SelectAllBox({ shownIds }: { shownIds: readonly number[] }) {
  const say = useTranslations("bulk");
  const { isPossible, ids, select } = useSelection();
  const box = useRef<HTMLInputElement>(null);
  const count = shownIds.filter((id) => ids.has(id)).length;
  const isAll = count > 0 && count === shownIds.length;
  const isSome = count > 0 && !isAll;
  useEffect(() => {
    if (box.current) box.current.indeterminate = isSome;
  }, [isSome]);
  if (!isPossible) return null;
  return (
    <input
      ref={box}
      type="checkbox"
      checked={isAll}
      disabled={shownIds.length === 0}
      aria-label={say("selectShown")}
      onChange={() => select(shownIds, !isAll)}
      className="checkbox checkbox-xs mr-2 size-4.5 max-sm:hidden"
    />
  );
}
