import type { AddMessages } from "#components/conversation/conversation.tsx";
import type { GiveFeedback } from "#components/scoring/score-panel.tsx";
import type { ActionResult } from "#lib/http/action.ts";
import type {
  AssignLeadInput,
  CreateLeadInput,
  DuplicateJson,
  FindDuplicatesInput,
  LeadJson,
  MoveLeadInput,
  TransferLeadInput,
  UpdateLeadInput,
} from "#lib/pipeline/leads/schema.ts";
import type { SaleJson } from "#lib/pipeline/sales/schema.ts";

type OfLead<Input, Data> = (change: { leadId: number; input: Input }) => Promise<ActionResult<Data>>;

/** Creates a new lead for the client of a final lead. */
export type RenewLead = (lead: { leadId: number }) => Promise<ActionResult<LeadJson>>;

/** Server actions for leads. The page passes them down. An action with a key runs once for it. */
export type LeadActions = {
  create: (input: CreateLeadInput, key: string) => Promise<ActionResult<LeadJson>>;
  findDuplicates: (contact: FindDuplicatesInput) => Promise<ActionResult<DuplicateJson[]>>;
  renew: RenewLead;
  update: OfLead<UpdateLeadInput, LeadJson>;
  move: OfLead<MoveLeadInput, LeadJson>;
  undoMove: (lead: { leadId: number }) => Promise<ActionResult<LeadJson>>;
  transfer: OfLead<TransferLeadInput, SaleJson>;
  assign: OfLead<AssignLeadInput, LeadJson>;
  addMessages: AddMessages;
  giveFeedback: GiveFeedback;
};
