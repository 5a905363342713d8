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

/** The whole history counts unless a period is given, because outcomes take up to 90 days. */
const FIRST_DAY = "1970-01-01";
/** The period of people's decisions: older ones say little about how people use today's scores. */
const DECISIONS_PERIOD = 90 * DAY;

/** How well scores predicted outcomes, the progress of learning, and who decided against scores. */
export async function readCalibration(
  tx: Tx,
  { provider, from, to }: CalibrationQuery,
): Promise<CalibrationJson> {
  const { timeZone } = await getSettings(tx);
  const boundsSince = (start: string) => boundsOf({ from: from ?? start, to }, timeZone);
  const bounds = boundsSince(FIRST_DAY);
  const lately = boundsSince(new Date(clock.now().getTime() - DECISIONS_PERIOD).toISOString());
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
