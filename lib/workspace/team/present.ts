import type { z } from "zod";
import { permissionsOf } from "#lib/auth/permissions.ts";
import { operatorOf } from "#lib/auth/visible.ts";
import { clock } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { fromOperatorRow } from "./fields.ts";
import type { getDepartment, OperatorRow, UserRow } from "./queries.ts";
import { isPresent } from "./rules.ts";
import type { DepartmentJson, MeJson, OperatorJson, UserJson } from "./schema.ts";

export function presentOperator(operator: OperatorRow): OperatorJson {
  return {
    id: operator.id,
    ...fromOperatorRow(operator),
    user_id: operator.userId,
    department_name: operator.departmentName,
    current_load: operator.currentLoad,
    presence: operator.presence,
    presence_at: operator.presenceAt?.toISOString() ?? null,
    is_present: isPresent(operator, clock.now()),
    version: operator.version,
    created_at: operator.createdAt.toISOString(),
    updated_at: operator.updatedAt.toISOString(),
  };
}

export function presentUser(user: UserRow): UserJson {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    is_active: user.isActive,
    is_demo: user.isDemo,
    operator_id: user.operatorId,
    created_at: user.createdAt.toISOString(),
  };
}

export function presentDepartment(
  department: Awaited<ReturnType<typeof getDepartment>>,
): z.infer<typeof DepartmentJson> {
  return { id: department.id, name: department.name, created_at: department.createdAt.toISOString() };
}

/** Who the caller is, in the workspace with this name. */
export function presentMe(ctx: Ctx, workspaceName: string): MeJson {
  const { operatorId, departmentId } = operatorOf(ctx);
  return {
    kind: ctx.actor.kind,
    id: ctx.actor.id,
    name: ctx.actor.name,
    role: ctx.role,
    operator_id: operatorId || null,
    department_id: departmentId,
    workspace: { id: ctx.workspaceId, name: workspaceName },
    permissions: permissionsOf(ctx.role),
    obligation: ctx.session?.obligation ?? null,
  };
}
