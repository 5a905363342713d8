"use server";

import { z } from "zod";
import { acceptAppeal } from "#lib/conversations/appeals/accept-appeal.ts";
import { answerAppeal } from "#lib/conversations/appeals/answer-appeal.ts";
import { assignAppeal } from "#lib/conversations/appeals/assign-appeal.ts";
import { closeAppeal } from "#lib/conversations/appeals/close-appeal.ts";
import { presentAppeal } from "#lib/conversations/appeals/present.ts";
import { returnAppeal } from "#lib/conversations/appeals/return-appeal.ts";
import {
  AnswerAppealInput,
  AssignAppealInput,
  ReturnAppealInput,
} from "#lib/conversations/appeals/schema.ts";
import { presentMessagesAdded } from "#lib/conversations/messages/present.ts";
import { id } from "#lib/core/text.ts";
import { action, actionOnce } from "#lib/http/action.ts";

const ofAppeal = <Input extends z.ZodType>(input: Input) => z.strictObject({ appealId: id, input });
const onlyAppeal = z.strictObject({ appealId: id });

export const acceptAppealAction = action("appeal:answer", onlyAppeal, (ctx, { appealId }) =>
  acceptAppeal(ctx, appealId).then((appeal) => presentAppeal(appeal)),
);

export const closeAppealAction = action("appeal:answer", onlyAppeal, (ctx, { appealId }) =>
  closeAppeal(ctx, appealId).then((appeal) => presentAppeal(appeal)),
);

export const returnAppealAction = action(
  "appeal:answer",
  ofAppeal(ReturnAppealInput),
  (ctx, { appealId, input }) => returnAppeal(ctx, appealId, input).then((appeal) => presentAppeal(appeal)),
);

export const assignAppealAction = action(
  "appeal:assign",
  ofAppeal(AssignAppealInput),
  (ctx, { appealId, input }) => assignAppeal(ctx, appealId, input).then((appeal) => presentAppeal(appeal)),
);

export const answerAppealAction = actionOnce(
  "appeal:answer",
  ofAppeal(AnswerAppealInput),
  (ctx, { appealId, input }) => answerAppeal(ctx, appealId, input).then(presentMessagesAdded),
);
