"use server";

import { z } from "zod";
import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import { presentMessagesAdded } from "#lib/conversations/messages/present.ts";
import { AddMessagesInput } from "#lib/conversations/messages/schema.ts";
import { id } from "#lib/core/text.ts";
import { action, actionOnce } from "#lib/http/action.ts";
import { assignLead } from "#lib/pipeline/leads/assign-lead.ts";
import { createLead } from "#lib/pipeline/leads/create-lead.ts";
import { findDuplicates } from "#lib/pipeline/leads/find-duplicates.ts";
import { moveLead } from "#lib/pipeline/leads/move-lead.ts";
import { presentLead } from "#lib/pipeline/leads/present.ts";
import { renewLead } from "#lib/pipeline/leads/renew-lead.ts";
import {
  AssignLeadInput,
  CreateLeadInput,
  FindDuplicatesInput,
  MoveLeadInput,
  TransferLeadInput,
  UpdateLeadInput,
} from "#lib/pipeline/leads/schema.ts";
import { transferLead } from "#lib/pipeline/leads/transfer-lead.ts";
import { undoLeadMove } from "#lib/pipeline/leads/undo-lead-move.ts";
import { updateLead } from "#lib/pipeline/leads/update-lead.ts";
import { presentSale } from "#lib/pipeline/sales/present.ts";
import { giveFeedback } from "#lib/scoring/give-feedback.ts";
import { presentAssessment } from "#lib/scoring/present.ts";
import { FeedbackInput } from "#lib/scoring/schema.ts";

const ofLead = <Input extends z.ZodType>(input: Input) => z.strictObject({ leadId: id, input });

export const createLeadAction = actionOnce("lead:create", CreateLeadInput, (ctx, input) =>
  createLead(ctx, input).then(presentLead),
);

export const findDuplicatesAction = action("lead:create", FindDuplicatesInput, findDuplicates);

export const renewLeadAction = action("lead:update", z.strictObject({ leadId: id }), (ctx, { leadId }) =>
  renewLead(ctx, leadId).then(presentLead),
);

export const updateLeadAction = action("lead:update", ofLead(UpdateLeadInput), (ctx, { leadId, input }) =>
  updateLead(ctx, leadId, input).then(presentLead),
);

export const moveLeadAction = action("lead:move", ofLead(MoveLeadInput), (ctx, { leadId, input }) =>
  moveLead(ctx, leadId, input).then(presentLead),
);

export const undoLeadMoveAction = action("lead:move", z.strictObject({ leadId: id }), (ctx, { leadId }) =>
  undoLeadMove(ctx, leadId).then(presentLead),
);

export const transferLeadAction = action(
  "lead:transfer",
  ofLead(TransferLeadInput),
  (ctx, { leadId, input }) => transferLead(ctx, leadId, input).then(presentSale),
);

export const assignLeadAction = action("lead:assign", ofLead(AssignLeadInput), (ctx, { leadId, input }) =>
  assignLead(ctx, leadId, input).then(presentLead),
);

export const addMessagesAction = actionOnce(
  "lead:message",
  ofLead(AddMessagesInput),
  (ctx, { leadId, input }) => addMessages(ctx, leadId, input).then(presentMessagesAdded),
);

export const giveFeedbackAction = action("lead:analyze", ofLead(FeedbackInput), (ctx, { leadId, input }) =>
  giveFeedback(ctx, leadId, input).then((assessment) => presentAssessment(assessment, ctx.locale)),
);
