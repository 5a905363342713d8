/** What somebody, or everybody, answers now, in the order in which it wants an answer. */
export const activeAppeals = (view: "mine" | "everybody", operatorId: number) => ({
  queryKey: ["appeals", "active", view],
  address: `/appeals?sort=urgency&limit=200${view === "mine" ? `&operator_id=${operatorId}` : ""}`,
  enabled: view === "everybody" || operatorId > 0,
});

/** What waits for an operator, of one source or of all, as it is served. */
export const waitingAppeals = (sourceId?: number) => ({
  queryKey: ["appeals", "waiting", sourceId ?? "all"],
  address: `/appeals?sort=turn&limit=200&count=true${sourceId === undefined ? "" : `&source_id=${sourceId}`}`,
});
