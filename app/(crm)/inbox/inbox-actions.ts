import type { InboxActions } from "#components/inbox/actions.ts";
import { renewLeadAction } from "../leads/actions.ts";
import {
  acceptAppealAction,
  answerAppealAction,
  assignAppealAction,
  closeAppealAction,
  returnAppealAction,
} from "./actions.ts";

/** What the screens with appeals on them do, as they take it. */
export const inboxActions: InboxActions = {
  accept: acceptAppealAction,
  close: closeAppealAction,
  release: returnAppealAction,
  assign: assignAppealAction,
  answer: answerAppealAction,
  renew: renewLeadAction,
};
