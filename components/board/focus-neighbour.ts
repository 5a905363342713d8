/** Directions of the arrow keys: left and right between lanes, up and down between cards. */
const STEPS: Record<string, { lane: number; card: number }> = {
  ArrowUp: { lane: 0, card: -1 },
  ArrowDown: { lane: 0, card: 1 },
  ArrowLeft: { lane: -1, card: 0 },
  ArrowRight: { lane: 1, card: 0 },
};

/**
 * Moves the focus to a neighbouring card. In another lane this is the card at the nearest height.
 * @returns whether the key was an arrow key
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
