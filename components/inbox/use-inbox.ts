import { useQueries } from "@tanstack/react-query";
import { getJson } from "#components/api/client.ts";
import type { AppealJson } from "#lib/appeals/schema.ts";
import { activeAppeals, MOST_APPEALS } from "./active-appeals.ts";
import { groupAppeals } from "./inbox-order.ts";
import type { InboxContext } from "./inbox-screen.tsx";

/** The open appeals of whoever looks, or of everybody, with what waits for anybody. */
export function useInbox({ myOperatorId }: InboxContext, view: "mine" | "everybody") {
  const [active, waiting] = useQueries({
    queries: [
      activeAppeals(view, myOperatorId),
      {
        queryKey: ["appeals", "waiting"],
        queryFn: () => getJson<AppealJson[]>(`/appeals?status=waiting&limit=${MOST_APPEALS}`),
      },
    ],
  });
  // What was read before is still to be seen, and somebody may be writing: only a first read fails.
  const failed = [active, waiting].find(({ data, error }) => error && data === undefined);
  return {
    groups: groupAppeals([...(active.data ?? []), ...(waiting.data ?? [])], myOperatorId),
    isLoading: active.isLoading || waiting.isLoading,
    error: failed?.error,
    refetch: () => {
      void active.refetch();
      void waiting.refetch();
    },
  };
}
