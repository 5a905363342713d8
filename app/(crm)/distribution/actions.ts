"use server";

import { z } from "zod";
import { presentWeight } from "#lib/conversations/distribution/present.ts";
import { SetWeightsInput } from "#lib/conversations/distribution/schema.ts";
import { setWeights } from "#lib/conversations/staffing/set-weights.ts";
import { updateSource } from "#lib/conversations/staffing/update-source.ts";
import { presentEach } from "#lib/core/present-each.ts";
import { id } from "#lib/core/text.ts";
import { action, actionOnce } from "#lib/http/action.ts";
import { createSource } from "#lib/workspace/sources/create-source.ts";
import { presentSource } from "#lib/workspace/sources/present.ts";
import { CreateSourceInput, UpdateSourceInput } from "#lib/workspace/sources/schema.ts";

const ofSource = <Input extends z.ZodType>(input: Input) => z.strictObject({ sourceId: id, input });

export const setWeightsAction = action(
  "source:manage",
  ofSource(SetWeightsInput).extend({ seen: SetWeightsInput }),
  async (ctx, { sourceId, input, seen }) =>
    presentEach(await setWeights(ctx, sourceId, input, seen), presentWeight),
);

export const updateSourceAction = action(
  "source:manage",
  ofSource(UpdateSourceInput),
  (ctx, { sourceId, input }) => updateSource(ctx, sourceId, input).then(presentSource),
);

export const createSourceAction = actionOnce("source:manage", CreateSourceInput, (ctx, input) =>
  createSource(ctx, input).then(presentSource),
);
