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
      <StageRing stage={stage} />
      <h2 className="font-semibold">{name}</h2>
      <span className="text-muted tabular-nums">{format.number(count)}</span>
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

type StagesProps = {
  stages: { stage: string; name: string; count: number }[];
  shown: string;
  onShow: (stage: string) => void;
};

/** On a phone one stage at a time; the strip says which and fades at its edge. */
export function PhoneStages({ stages, shown, onShow }: StagesProps) {
  const say = useTranslations("board");
  return (
    <div
      role="tablist"
      aria-label={say("stages")}
      className="fade-right flex flex-none gap-5 overflow-x-auto border-line border-b px-4 sm:hidden"
    >
      {stages.map(({ stage, name, count }) => (
        <button
          key={stage}
          type="button"
          role="tab"
          aria-selected={stage === shown}
          onClick={() => onShow(stage)}
          className={`flex h-11 flex-none items-center gap-2 border-b-2 ${stage === shown ? "border-base-content font-semibold" : "border-transparent text-muted"}`}
        >
          <StageRing stage={stage} />
          {name} <span className="text-muted tabular-nums">{count}</span>
        </button>
      ))}
    </div>
  );
}
