import { usePages } from "#components/api/use-pages.ts";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";

/** Which closed appeals are listed. */
export type ClosedFilter = {
  operatorId: number | undefined;
  /** The day on which they were closed. */
  day: string | undefined;
  /** Other filters of the API, which a figure of the dashboard uses to count. */
  counted: Record<string, string>;
};

/** The closed appeals, newest first. */
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
