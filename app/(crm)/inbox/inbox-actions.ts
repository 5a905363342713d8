import type { InboxActions } from "#components/inbox/actions.ts";
import { renewLeadAction } from "../leads/actions.ts";
import {
  acceptAppealAction,
  answerAppealAction,
  assignAppealAction,
  closeAppealAction,
  returnAppealAction,
} from "./actions.ts";

/** The server actions of the screens that show appeals. */
export const inboxActions: InboxActions = {
  accept: acceptAppealAction,
  close: closeAppealAction,
  giveBack: returnAppealAction,
  assign: assignAppealAction,
  answer: answerAppealAction,
  renew: renewLeadAction,
};
