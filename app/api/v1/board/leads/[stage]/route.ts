import { presentEach } from "#lib/core/present-each.ts";
import { read } from "#lib/core/transact.ts";
import * as contract from "#lib/http/contract/board.ts";
import { resource } from "#lib/http/resource.ts";
import { route } from "#lib/http/route.ts";
import { leadCards } from "#lib/pipeline/board/queries.ts";
import { presentLead } from "#lib/pipeline/leads/present.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(contract.leadCards, async ({ ctx, params, query: { cursor, ...filter } }) => {
    const page = await read(ctx, (tx) => leadCards(tx, ctx, params.stage, filter, cursor));
    return { cards: presentEach(page.rows, presentLead), next: page.next };
  }),
});
