import { CircleCheck, CircleX } from "lucide-react";

/** The filled part of the ring for each stage. The first stage is a dashed ring. */
const FILLED: Record<string, number> = {
  new: 0,
  contacted: 1 / 3,
  kyc: 1 / 3,
  qualified: 2 / 3,
  agreement: 2 / 3,
};

/** A stage as a ring that fills up, with a tick when won and a cross when lost. */
export function StageRing({ stage }: { stage: string }) {
  if (stage === "lost")
    return <CircleX size={14} className="icon fill-muted stroke-base-100" strokeWidth={2} aria-hidden />;
  const part = FILLED[stage];
  if (part === undefined)
    return (
      <CircleCheck size={14} className="icon fill-success stroke-base-100" strokeWidth={2} aria-hidden />
    );
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden className="-rotate-90 flex-none text-muted">
      <circle
        cx="7"
        cy="7"
        r="6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeDasharray={part === 0 ? "2 2.19" : undefined}
      />
      {part > 0 && (
        <circle
          cx="7"
          cy="7"
          r="2"
          fill="none"
          stroke="currentColor"
          strokeWidth="4"
          pathLength="1"
          strokeDasharray={`${part} 1`}
        />
      )}
    </svg>
  );
}
