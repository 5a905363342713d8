import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SalesScreen } from "#components/sales/sales-screen.tsx";
import { can } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { presentEach } from "#lib/core/present-each.ts";
import { read } from "#lib/core/transact.ts";
import { pageFilter, type SearchParams } from "#lib/http/page-filter.ts";
import { pageCtx } from "#lib/http/session-ctx.ts";
import { presentSaleColumn } from "#lib/pipeline/board/present.ts";
import { saleBoard } from "#lib/pipeline/board/queries.ts";
import { SaleBoardFilter } from "#lib/pipeline/board/schema.ts";
import { presentPublicSettings } from "#lib/workspace/settings/present.ts";
import { getWorkspace } from "#lib/workspace/settings/queries.ts";
import { presentSource } from "#lib/workspace/sources/present.ts";
import { listSources } from "#lib/workspace/sources/queries.ts";
import { presentOperator } from "#lib/workspace/team/present.ts";
import { listOperators } from "#lib/workspace/team/queries.ts";
import { moveSaleAction, undoSaleMoveAction, updateSaleAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const say = await getTranslations("sales");
  return { title: say("title") };
}

type Props = { searchParams: Promise<SearchParams> };

export default async function SalesPage({ searchParams }: Props) {
  const ctx = await pageCtx();
  const filter = pageFilter(SaleBoardFilter, "/sales", await searchParams);
  const [columns, workspace, sources, operators] = await read(ctx, (tx) =>
    Promise.all([saleBoard(tx, ctx, filter), getWorkspace(tx), listSources(tx), listOperators(tx)]),
  );
  return (
    <SalesScreen
      initial={columns.map(presentSaleColumn)}
      sources={presentEach(sources, presentSource)}
      settings={presentPublicSettings(workspace)}
      operators={presentEach(operators, presentOperator)}
      myOperatorId={operatorOf(ctx).operatorId || null}
      canUpdate={can(ctx.role, "sale:update")}
      actions={{ move: moveSaleAction, undoMove: undoSaleMoveAction, update: updateSaleAction }}
    />
  );
}
