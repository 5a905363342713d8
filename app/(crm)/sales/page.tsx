import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SalesBoard } from "#components/sales/sales-board.tsx";
import { may } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { presentSaleColumn } from "#lib/board/present.ts";
import { saleBoard } from "#lib/board/queries.ts";
import { read } from "#lib/core/transact.ts";
import { pageCtx } from "#lib/http/session-ctx.ts";
import { presentPublicSettings } from "#lib/settings/present.ts";
import { getWorkspace } from "#lib/settings/queries.ts";
import { presentOperator } from "#lib/team/present.ts";
import { listOperators } from "#lib/team/queries.ts";
import { moveSaleAction, undoSaleMoveAction, updateSaleAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const say = await getTranslations("sales");
  return { title: say("title") };
}

export default async function SalesPage() {
  const ctx = await pageCtx();
  const say = await getTranslations("sales");
  const [columns, workspace, operators] = await read(ctx, (tx) =>
    Promise.all([saleBoard(tx, ctx, {}), getWorkspace(tx), listOperators(tx)]),
  );
  return (
    <div className="board-page flex h-full flex-col">
      <header className="flex h-12 flex-none items-center gap-4 border-line border-b px-4">
        <h1 className="font-semibold text-lg max-sm:text-xl">{say("title")}</h1>
        <p className="truncate text-muted text-xs max-sm:hidden">{say("hint")}</p>
      </header>
      <SalesBoard
        initial={columns.map(presentSaleColumn)}
        settings={presentPublicSettings(workspace)}
        operators={operators.map(presentOperator)}
        myOperatorId={operatorOf(ctx).operatorId || null}
        mayUpdate={may(ctx.role, "sale:update")}
        actions={{ move: moveSaleAction, undoMove: undoSaleMoveAction, update: updateSaleAction }}
      />
    </div>
  );
}
