import { usePages } from "#components/api/use-pages.ts";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";

/** Which of the closed appeals are looked at. */
export type ClosedFilter = {
  operatorId: number | undefined;
  /** The day on which they were closed. */
  day: string | undefined;
  /** Other filters, as the API takes them, by which a figure of the dashboard counts. */
  counted: Record<string, string>;
};

/** The closed appeals, the last closed first. */
export function useClosed({ operatorId, day, counted }: ClosedFilter, isShown: boolean) {
  const query = new URLSearchParams({
    ...counted,
    sort: "-closed_at",
    ...(operatorId === undefined ? {} : { operator_id: String(operatorId) }),
    ...(day === undefined ? {} : { closed_from: day, closed_to: day }),
  });
  const address = `/appeals?${query}`;
  return usePages<AppealJson>({ queryKey: ["appeals", "closed", address], address, enabled: isShown });
}
