import { useQueries } from "@tanstack/react-query";
import { getJson } from "#components/api/client.ts";
import type { AppealJson } from "#lib/appeals/schema.ts";
import { groupAppeals } from "./inbox-order.ts";
import type { InboxContext } from "./inbox-screen.tsx";

const MOST = 200;

/** The open appeals of whoever looks, or of everybody, with what waits for anybody. */
export function useInbox({ myOperatorId }: InboxContext, view: "mine" | "everybody") {
  const whose = view === "mine" ? `&operator_id=${myOperatorId || 1}` : "";
  const [active, waiting] = useQueries({
    queries: [
      {
        queryKey: ["appeals", "active", view],
        queryFn: () => getJson<AppealJson[]>(`/appeals?status=active&limit=${MOST}${whose}`),
        enabled: view === "everybody" || myOperatorId > 0,
      },
      {
        queryKey: ["appeals", "waiting"],
        queryFn: () => getJson<AppealJson[]>(`/appeals?status=waiting&limit=${MOST}`),
      },
    ],
  });
  return {
    groups: groupAppeals([...(active.data ?? []), ...(waiting.data ?? [])]),
    isLoading: active.isLoading || waiting.isLoading,
    error: active.error ?? waiting.error,
    refetch: () => {
      void active.refetch();
      void waiting.refetch();
    },
  };
}
