import type { SetWeightsInput, WeightJson } from "#lib/conversations/distribution/schema.ts";
import type { ActionResult } from "#lib/http/action.ts";
import type { CreateSourceInput, SourceJson, UpdateSourceInput } from "#lib/workspace/sources/schema.ts";

type OfSource<Input, Data> = (change: { sourceId: number; input: Input }) => Promise<ActionResult<Data>>;

/** What a screen can do with sources and their shares; the page hands it down. */
export type DistributionActions = {
  setWeights: (change: {
    sourceId: number;
    input: SetWeightsInput;
    /** What they replace. */
    seen: SetWeightsInput;
  }) => Promise<ActionResult<WeightJson[]>>;
  update: OfSource<UpdateSourceInput, SourceJson>;
  /** Once for each key, however often it is asked for. */
  create: (input: CreateSourceInput, key: string) => Promise<ActionResult<SourceJson>>;
};
