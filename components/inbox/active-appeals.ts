import { getJson } from "#components/api/client.ts";
import type { AppealJson } from "#lib/appeals/schema.ts";

/** The most appeals that an inbox shows of a kind. */
export const MOST_APPEALS = 200;

/** The query for what somebody, or everybody, answers now. */
export const activeAppeals = (view: "mine" | "everybody", operatorId: number) => ({
  queryKey: ["appeals", "active", view],
  queryFn: () =>
    getJson<AppealJson[]>(
      `/appeals?status=active&limit=${MOST_APPEALS}${view === "mine" ? `&operator_id=${operatorId}` : ""}`,
    ),
  enabled: view === "everybody" || operatorId > 0,
});
