import { useEffect, useState } from "react";
import { onChange } from "#components/api/live.ts";

/** Milliseconds that a card stays marked: the duration of the flash. */
const FLASH = 900;

/** The cards that others have just changed. `ownId` is the card that this person is saving. */
export function useChangedCards(subjectType: string, ownId: number | undefined): Set<number> {
  const [changed, setChanged] = useState<Set<number>>(new Set());
  useEffect(
    () =>
      onChange((change) => {
        if (change.subject_type !== subjectType || change.subject_id === ownId) return;
        setChanged((before) => new Set(before).add(change.subject_id));
        setTimeout(() => {
          setChanged((before) => {
            const left = new Set(before);
            left.delete(change.subject_id);
            return left;
          });
        }, FLASH);
      }),
    [subjectType, ownId],
  );
  return changed;
}
