import type { Tx } from "#db/client.ts";
import { clock, DAY } from "#lib/core/clock.ts";
import { boundsOf } from "#lib/core/period.ts";
import { calibrationOf } from "#lib/scoring/providers/model/calibrate.ts";
import { findChampionId } from "#lib/scoring/providers/model/provider.ts";
import { getSettings } from "#lib/workspace/settings/queries.ts";
import { countOutcomes, listJudged, listOverrides } from "./queries.ts";
import { learningStage } from "./rules.ts";
import type { CalibrationJson, CalibrationQuery } from "./schema.ts";
import { knownOrNull } from "./train-candidate.ts";

/** Outcomes take up to 90 days, so all of history counts unless a period is asked for. */
const EVER = "1970-01-01";
/** What people decided long ago says little of how they take the scores of today. */
const LATELY = 90 * DAY;

/** How well scores foretold what happened, how far learning has come, and who decided otherwise. */
export async function readCalibration(
  tx: Tx,
  { provider, from, to }: CalibrationQuery,
): Promise<CalibrationJson> {
  const { timeZone } = await getSettings(tx);
  const boundsSince = (start: string) => boundsOf({ from: from ?? start, to }, timeZone);
  const bounds = boundsSince(EVER);
  const lately = boundsSince(new Date(clock.now().getTime() - LATELY).toISOString());
  const [judged, overrides, known, championId] = await Promise.all([
    listJudged(tx, { provider, bounds }),
    listOverrides(tx, { provider, bounds: lately }),
    countOutcomes(tx),
    findChampionId(tx),
  ]);
  const { bands, auc, brier, ece, lift, baseRate } = calibrationOf(judged);
  return {
    bands: bands.map(({ observed, ...band }) => ({ ...band, actual: observed })),
    auc: knownOrNull(auc),
    brier: knownOrNull(brier),
    ece: judged.length === 0 ? null : ece,
    lift: knownOrNull(lift),
    outcomes: judged.length,
    base_rate: knownOrNull(baseRate),
    learning: learningStage(known, championId !== undefined),
    overrides,
  };
}
