"use client";

import { useQuery } from "@tanstack/react-query";
import { activeAppeals } from "./active-appeals.ts";

/** How many appeals the operator has open, as a badge; nothing at none. */
export function InboxCount({ operatorId }: { operatorId: number }) {
  const { data } = useQuery(activeAppeals("mine", operatorId));
  if (!data || data.length === 0) return null;
  return (
    <span className="rounded-md bg-primary px-1.5 font-semibold text-2xs text-primary-content leading-4.5 tabular-nums">
      {data.length}
    </span>
  );
}
