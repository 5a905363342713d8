/** Steps of the arrow keys: lanes to the side, cards up and down. */
const STEPS: Record<string, { lane: number; card: number }> = {
  ArrowUp: { lane: 0, card: -1 },
  ArrowDown: { lane: 0, card: 1 },
  ArrowLeft: { lane: -1, card: 0 },
  ArrowRight: { lane: 1, card: 0 },
};

/**
 * Moves the focus from a card to its neighbour; sideways to the card of the next lane that is nearest in
 * height.
 * @returns whether the key was an arrow
 */
export function focusNeighbour(card: HTMLElement, key: string | undefined): boolean {
  const step = key && STEPS[key];
  if (!step) return false;
  const cards = [...document.querySelectorAll<HTMLElement>("[data-board-lane]")];
  const lanes = [...new Set(cards.map((one) => one.dataset.boardLane))];
  const inLane = (lane: string | undefined) => cards.filter((one) => one.dataset.boardLane === lane);
  const own = card.dataset.boardLane;
  if (step.card !== 0) {
    const wanted = Number(card.dataset.boardIndex) + step.card;
    inLane(own)
      .find((one) => Number(one.dataset.boardIndex) === wanted)
      ?.focus();
    return true;
  }
  const { top } = card.getBoundingClientRect();
  const distance = (one: HTMLElement) => Math.abs(one.getBoundingClientRect().top - top);
  const [nearest] = inLane(lanes[lanes.indexOf(own) + step.lane]).sort(
    (one, other) => distance(one) - distance(other),
  );
  nearest?.focus();
  return true;
}
