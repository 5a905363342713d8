/** The open enquiries of the person, of everyone, or of one operator by id, most urgent first. */
export function activeAppeals(view: "mine" | "everybody" | number, myOperatorId: number) {
  const operatorId = view === "mine" ? myOperatorId : view;
  return {
    queryKey: ["appeals", "active", view],
    address: `/appeals?sort=urgency&limit=200${operatorId === "everybody" ? "" : `&operator_id=${operatorId}`}`,
    enabled: operatorId === "everybody" || operatorId > 0,
  };
}

/** The appeals that wait for an operator, of one source or all, in the order in which they will be assigned. */
export const waitingAppeals = (sourceId?: number) => ({
  queryKey: ["appeals", "waiting", sourceId ?? "all"],
  address: `/appeals?sort=turn&limit=200&count=true${sourceId === undefined ? "" : `&source_id=${sourceId}`}`,
});
