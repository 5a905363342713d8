import { addMessages } from "#lib/conversations/messages/add-messages.ts";
import { presentMessage, presentMessagesAdded } from "#lib/conversations/messages/present.ts";
import { readConversation } from "#lib/conversations/messages/read-conversation.ts";
import * as contract from "#lib/http/contract/lead-messages.ts";
import { pageReply } from "#lib/http/pages.ts";
import { resource } from "#lib/http/resource.ts";
import { Reply, route } from "#lib/http/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.listLeadMessages, async ({ ctx, params, query, request }) => {
    const page = await readConversation(ctx, params.id, query);
    return pageReply(request, page, presentMessage);
  }),
  POST: route(contract.addMessages, async ({ ctx, params, body }) => {
    const added = await addMessages(ctx, params.id, body);
    return new Reply(presentMessagesAdded(added), { status: added.message ? 201 : 200 });
  }),
});
