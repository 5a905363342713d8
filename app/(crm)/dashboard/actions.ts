"use server";

import { createAppeal } from "#lib/conversations/appeals/create-appeals.ts";
import { presentAppeal } from "#lib/conversations/appeals/present.ts";
import { CreateAppealInput } from "#lib/conversations/appeals/schema.ts";
import { actionOnce } from "#lib/http/action.ts";

export const createAppealAction = actionOnce("appeal:create", CreateAppealInput, (ctx, input) =>
  createAppeal(ctx, input).then(presentAppeal),
);
