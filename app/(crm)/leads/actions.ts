"use server";

import { z } from "zod";
import { id } from "#lib/core/text.ts";
import { action, actionOnce } from "#lib/http/action.ts";
import { assignLead } from "#lib/leads/assign-lead.ts";
import { createLead } from "#lib/leads/create-lead.ts";
import { findDuplicates } from "#lib/leads/find-duplicates.ts";
import { moveLead } from "#lib/leads/move-lead.ts";
import { presentLead } from "#lib/leads/present.ts";
import { renewLead } from "#lib/leads/renew-lead.ts";
import {
  AssignLeadInput,
  CreateLeadInput,
  FindDuplicatesInput,
  MoveLeadInput,
  TransferLeadInput,
  UpdateLeadInput,
} from "#lib/leads/schema.ts";
import { transferLead } from "#lib/leads/transfer-lead.ts";
import { undoLeadMove } from "#lib/leads/undo-lead-move.ts";
import { updateLead } from "#lib/leads/update-lead.ts";
import { addMessages } from "#lib/messages/add-messages.ts";
import { presentMessagesAdded } from "#lib/messages/present.ts";
import { AddMessagesInput } from "#lib/messages/schema.ts";
import { presentSale } from "#lib/sales/present.ts";
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
