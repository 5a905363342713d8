import { Ban } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormat } from "#components/format/use-format.ts";
import { StageRing } from "#components/ui/stage-ring.tsx";

type HeadProps = {
  stage: string;
  name: string;
  count: number;
  medianHours: number | null;
  note?: string | undefined;
  sum?: string | undefined;
};

/** The head of a lane: ring, name, count, and at the right the median age, the sum or a note. */
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
      <span className="ml-auto truncate text-right text-muted text-xs">
        {sum && <span className="block font-medium text-base-content tabular-nums">{sum}</span>}
        {note ?? (medianHours === null ? "" : say("median", { age: format.hours(medianHours) }))}
      </span>
    </>
  );
}

/** Why a lane does not take the lifted card. */
export function RefusalCard({ title, reasons }: { title: string; reasons: string[] }) {
  return (
    <div className="rounded-lg border border-line-strong bg-card px-3 py-2.5 shadow-card">
      <p className="flex items-center gap-2 font-medium">
        <Ban size={14} className="icon" aria-hidden />
        {title}
      </p>
      <ul className="mt-1 text-muted text-xs">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </div>
  );
}
