/** A prediction with its known outcome. */
export type Judged = { score: number; outcome: boolean };

export type Band = { from: number; to: number; count: number; predicted: number; observed: number };

export type Calibration = {
  count: number;
  /** The share of positive outcomes. */
  baseRate: number;
  auc: number;
  brier: number;
  /** In nats per row. */
  logLoss: number;
  ece: number;
  lift: number;
  bands: Band[];
};

const BANDS = 10;
const TOP_SHARE = 0.1;
/** Scores are kept this far from 0 and 1, because the log loss of a certain wrong score is infinite. */
const CLOSEST_TO_CERTAIN = 1e-12;

const meanOf = <T>(items: T[], of: (item: T) => number) =>
  items.reduce((sum, item) => sum + of(item), 0) / items.length;

/** How well scores predict outcomes. Figures are NaN when there is nothing to measure. */
export function calibrationOf(judged: Judged[]): Calibration {
  const bands = bandsOf(judged);
  return {
    count: judged.length,
    baseRate: meanOf(judged, ({ outcome }) => Number(outcome)),
    auc: aucOf(judged),
    brier: meanOf(judged, ({ score, outcome }) => (score - Number(outcome)) ** 2),
    logLoss: logLossOf(judged),
    ece: bands.reduce(
      (sum, { count, predicted, observed }) => sum + (count / judged.length) * Math.abs(predicted - observed),
      0,
    ),
    lift: liftOf(judged),
    bands,
  };
}

/** Nats a row. */
export function logLossOf(judged: Judged[]): number {
  return meanOf(
    judged,
    ({ score, outcome }) => -Math.log(Math.max(CLOSEST_TO_CERTAIN, outcome ? score : 1 - score)),
  );
}

/** Scores from 0 to 1 in ten bands of equal width, without empty bands. */
export function bandsOf(judged: Judged[]): Band[] {
  const groups = Map.groupBy(judged, ({ score }) => Math.min(BANDS - 1, Math.floor(score * BANDS)));
  return [...groups]
    .sort(([one], [other]) => one - other)
    .map(([band, members]) => ({
      from: band / BANDS,
      to: (band + 1) / BANDS,
      count: members.length,
      predicted: meanOf(members, ({ score }) => score),
      observed: meanOf(members, ({ outcome }) => Number(outcome)),
    }));
}

/** The chance that a positive has a higher score than a negative; a tie counts half (Mann and Whitney). */
export function aucOf(judged: Judged[]): number {
  const sorted = judged.toSorted((one, other) => one.score - other.score);
  let [positives, rankSum] = [0, 0];
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    let hits = 0;
    for (; end < sorted.length && sorted[end]?.score === sorted[start]?.score; end += 1)
      hits += Number(sorted[end]?.outcome);
    positives += hits;
    rankSum += (hits * (start + 1 + end)) / 2;
    start = end;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (sorted.length - positives));
}

/**
 * The rate of positives among the best tenth of the scores, divided by the rate among all. Equal scores at the edge
 * of the tenth count by the share of them that is inside.
 */
export function liftOf(judged: Judged[]): number {
  const sorted = judged.toSorted((one, other) => other.score - one.score);
  const top = TOP_SHARE * sorted.length;
  const edge = sorted[Math.max(0, Math.ceil(top) - 1)]?.score ?? 0;
  const above = sorted.filter(({ score }) => score > edge);
  const level = sorted.filter(({ score }) => score === edge);
  const hits = (of: Judged[]) => of.filter(({ outcome }) => outcome).length;
  const found = hits(above) + ((top - above.length) / level.length) * hits(level);
  return found / top / (hits(sorted) / sorted.length);
}
