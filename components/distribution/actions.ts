import type { SetWeightsInput, WeightJson } from "#lib/conversations/distribution/schema.ts";
import type { ActionResult } from "#lib/http/action.ts";
import type { CreateSourceInput, SourceJson, UpdateSourceInput } from "#lib/workspace/sources/schema.ts";

type OfSource<Input, Data> = (change: { sourceId: number; input: Input }) => Promise<ActionResult<Data>>;

/** Server actions for sources and weights. The page passes them down. */
export type DistributionActions = {
  setWeights: (change: {
    sourceId: number;
    input: SetWeightsInput;
    /** The weights that they replace. */
    seen: SetWeightsInput;
  }) => Promise<ActionResult<WeightJson[]>>;
  update: OfSource<UpdateSourceInput, SourceJson>;
  /** Runs once for each key, however often it is sent. */
  create: (input: CreateSourceInput, key: string) => Promise<ActionResult<SourceJson>>;
};
