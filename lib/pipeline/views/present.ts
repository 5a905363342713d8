import { operatorOf } from "#lib/auth/visible.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { isChangeable } from "./access.ts";
import type { ViewRow } from "./queries.ts";
import type { ViewJson } from "./schema.ts";

export function presentView(ctx: Ctx, view: ViewRow): ViewJson {
  return {
    id: view.id,
    board: view.board,
    name: view.name,
    query: view.query,
    is_shared: view.isShared,
    owner_id: view.operatorId,
    owner_name: view.operatorName,
    is_mine: view.operatorId === operatorOf(ctx).operatorId,
    is_changeable: isChangeable(ctx, view),
    created_at: view.createdAt.toISOString(),
  };
}
