import type { z } from "zod";
import type { RenewLead } from "#components/leads/actions.ts";
import type {
  AnswerAppealInput,
  AppealJson,
  AssignAppealInput,
  ReturnAppealInput,
} from "#lib/conversations/appeals/schema.ts";
import type { MessagesAddedJson } from "#lib/conversations/messages/schema.ts";
import type { ActionResult } from "#lib/http/action.ts";

type OfAppeal<Input, Data> = (change: { appealId: number; input: Input }) => Promise<ActionResult<Data>>;
type OnAppeal = (appeal: { appealId: number }) => Promise<ActionResult<AppealJson>>;

/** Server actions for appeals. The page passes them down. */
export type InboxActions = {
  accept: OnAppeal;
  close: OnAppeal;
  giveBack: OfAppeal<ReturnAppealInput, AppealJson>;
  assign: OfAppeal<AssignAppealInput, AppealJson>;
  /** Runs once for each key, however often it is sent. */
  answer: (
    change: { appealId: number; input: AnswerAppealInput },
    key: string,
  ) => Promise<ActionResult<z.infer<typeof MessagesAddedJson>>>;
  renew: RenewLead;
};
