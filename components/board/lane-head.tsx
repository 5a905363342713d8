import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { StageRing } from "#components/ui/stage-ring.tsx";

type HeadProps = {
  stage: string;
  name: string;
  count: number;
  medianHours: number | null;
  note?: string | undefined;
  sum?: React.ReactNode;
};

/** The head of a lane: ring, name, count, and on the right the median age, the sum or a note. */
export function LaneHead({ stage, name, count, medianHours, note, sum }: HeadProps) {
  const say = useTranslations("board");
  const format = useFormat();
  return (
    <>
      <span className="contents max-sm:hidden">
        <StageRing stage={stage} />
      </span>
      <h2 className="font-semibold max-sm:quiet">{name}</h2>
      <span className="text-muted tabular-nums max-sm:hidden">{format.number(count)}</span>
      <span className="ml-auto min-w-0 text-right text-muted text-xs">
        {sum && <span className="block truncate font-medium text-base-content tabular-nums">{sum}</span>}
        {note ??
          (medianHours !== null && (
            // If there is no room for both, the word wraps above the visible line, so that the figure is not cut off.
            <span className="flex h-4 flex-wrap content-end justify-end gap-x-1 overflow-hidden">
              <span>{say("median")}</span>
              <span className="tabular-nums">{format.hours(medianHours)}</span>
            </span>
          ))}
      </span>
    </>
  );
}
