import { logLossOf } from "./calibrate.ts";
import { predictor } from "./predict.ts";
import type { Example, TrainedModel } from "./schema.ts";

/** The share of the examples that is held out for the comparison. */
const NEWEST_SHARE = 0.2;

export type Comparison = {
  /** The outcomes that both were measured on. */
  judgedOn: number;
  /** Log loss in nats per outcome. */
  championLoss: number;
  challengerLoss: number;
  promoted: boolean;
};

/** @param examples oldest first */
export function splitNewest(examples: Example[]): { older: Example[]; newest: Example[] } {
  const at = Math.floor(examples.length * (1 - NEWEST_SHARE));
  return { older: examples.slice(0, at), newest: examples.slice(at) };
}

/**
 * Compares two models on outcomes that neither has seen. The challenger takes over only when it is better.
 * @param champion `null`: the prior alone
 */
export function compareModels(
  champion: TrainedModel | null,
  challenger: TrainedModel,
  unseen: Example[],
): Comparison {
  const lossOf = (model: TrainedModel | null) => {
    const predict = model && predictor(model);
    const scoreOf = ({ row, prior }: Example) => (predict ? predict(row, prior) : prior);
    return logLossOf(unseen.map((example) => ({ score: scoreOf(example), outcome: example.outcome })));
  };
  const [championLoss, challengerLoss] = [lossOf(champion), lossOf(challenger)];
  return { judgedOn: unseen.length, championLoss, challengerLoss, promoted: challengerLoss < championLoss };
}
