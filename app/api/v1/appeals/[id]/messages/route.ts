import { answerAppeal } from "#lib/conversations/appeals/answer-appeal.ts";
import { getAppeal } from "#lib/conversations/appeals/queries.ts";
import { presentMessage, presentMessagesAdded } from "#lib/conversations/messages/present.ts";
import { readConversation } from "#lib/conversations/messages/read-conversation.ts";
import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/appeals.ts";
import { pageReply } from "#lib/http/pages.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listAppealMessages, async ({ ctx, params, query, request }) => {
    const { leadId } = await read(ctx, (tx) => getAppeal(tx, ctx, params.id));
    return pageReply(request, await readConversation(ctx, leadId, query), presentMessage);
  }),
  POST: route(contract.answerAppeal, ({ ctx, params, body }) =>
    answerAppeal(ctx, params.id, body).then(presentMessagesAdded),
  ),
});
