import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LeadsScreen } from "#components/leads/leads-screen.tsx";
import { can } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { presentEach } from "#lib/core/present-each.ts";
import { sortParameter } from "#lib/core/sorting.ts";
import { read } from "#lib/core/transact.ts";
import { pageFilter, type SearchParams } from "#lib/http/page-filter.ts";
import { pageCtx } from "#lib/http/session-ctx.ts";
import { presentLeadColumn } from "#lib/pipeline/board/present.ts";
import { leadBoard } from "#lib/pipeline/board/queries.ts";
import { LeadBoardFilter } from "#lib/pipeline/board/schema.ts";
import { LEAD_SORTS, LeadFilter } from "#lib/pipeline/leads/schema.ts";
import { NOT_FILTERS } from "#lib/pipeline/views/rules.ts";
import { presentPublicSettings } from "#lib/workspace/settings/present.ts";
import { getWorkspace } from "#lib/workspace/settings/queries.ts";
import { presentSource } from "#lib/workspace/sources/present.ts";
import { listSources } from "#lib/workspace/sources/queries.ts";
import { presentOperator } from "#lib/workspace/team/present.ts";
import { listOperators } from "#lib/workspace/team/queries.ts";
import {
  addMessagesAction,
  assignLeadAction,
  createLeadAction,
  findDuplicatesAction,
  giveFeedbackAction,
  moveLeadAction,
  renewLeadAction,
  transferLeadAction,
  undoLeadMoveAction,
  updateLeadAction,
} from "../actions.ts";

type Props = {
  params: Promise<{ lead?: string[] }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata(): Promise<Metadata> {
  const say = await getTranslations("leads");
  return { title: say("title") };
}

export default async function LeadsPage({ params, searchParams }: Props) {
  const { lead = [] } = await params;
  if (lead.length > 1 || (lead[0] !== undefined && !/^[1-9]\d{0,15}$/.test(lead[0]))) notFound();
  const ctx = await pageCtx();
  const asked = await searchParams;
  // A board has a column for each stage.
  const Filter = asked.view === "table" ? LeadFilter : LeadBoardFilter;
  const { sort: _sort, ...filter } = pageFilter(
    Filter.extend({ sort: sortParameter(LEAD_SORTS) }),
    ["/leads", ...lead].join("/"),
    asked,
    NOT_FILTERS,
  );
  const [columns, workspace, sources, operators] = await read(ctx, (tx) =>
    Promise.all([leadBoard(tx, ctx, filter), getWorkspace(tx), listSources(tx), listOperators(tx)]),
  );
  return (
    <LeadsScreen
      initial={columns.map(presentLeadColumn)}
      context={{
        settings: presentPublicSettings(workspace),
        sources: presentEach(sources, presentSource),
        operators: presentEach(operators, presentOperator),
        myOperatorId: operatorOf(ctx).operatorId || null,
        canAssign: can(ctx.role, "lead:assign"),
        canTransfer: can(ctx.role, "lead:transfer"),
      }}
      actions={{
        create: createLeadAction,
        findDuplicates: findDuplicatesAction,
        renew: renewLeadAction,
        update: updateLeadAction,
        move: moveLeadAction,
        undoMove: undoLeadMoveAction,
        transfer: transferLeadAction,
        assign: assignLeadAction,
        addMessages: addMessagesAction,
        giveFeedback: giveFeedbackAction,
      }}
    />
  );
}
