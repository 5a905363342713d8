import { usePages } from "#components/api/use-pages.ts";
import type { AppealJson } from "#lib/appeals/schema.ts";

/** Which of the closed appeals are looked at. */
export type ClosedFilter = { operatorId: number | undefined; day: string | undefined };

/** The closed appeals, the last closed first. */
export function useClosed({ operatorId, day }: ClosedFilter, isShown: boolean) {
  const query = new URLSearchParams({
    sort: "-closed_at",
    ...(operatorId === undefined ? {} : { operator_id: String(operatorId) }),
    ...(day === undefined ? {} : { closed_from: day, closed_to: day }),
  });
  const address = `/appeals?${query}`;
  return usePages<AppealJson>({ queryKey: ["appeals", "closed", address], address, enabled: isShown });
}
