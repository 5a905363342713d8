/** The leads from one to another as the screen shows them, both included; only the other where one is not shown. */
export function spanOf(order: readonly number[], from: number, to: number): readonly number[] {
  const ends = [from, to].map((id) => order.indexOf(id));
  return ends.includes(-1) ? [to] : order.slice(Math.min(...ends), Math.max(...ends) + 1);
}
