import { useTranslations } from "next-intl";
import { Gauge } from "./gauge.tsx";

/** An operator's load: strokes, two figures, and a word at the limit. */
export function LoadBar({ load, limit }: { load: number; limit: number }) {
  const say = useTranslations("format");
  const isFull = load >= limit;
  return (
    <span className={`flex items-center gap-2 whitespace-nowrap ${isFull ? "text-warning" : ""}`}>
      <span className="flex w-8.5">
        <Gauge load={load} limit={limit} />
      </span>
      <span className="tabular-nums">
        {load}/{limit}
      </span>
      {isFull && <span className="text-xs">{say("full")}</span>}
    </span>
  );
}
