import { departments } from "#db/schema/operators.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Conflict } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { DepartmentInput } from "./schema.ts";

/** @throws Conflict when a department has this name */
export async function createDepartment(ctx: Ctx, raw: DepartmentInput) {
  authorize(ctx, "operator:manage");
  const { name } = DepartmentInput.parse(raw);
  return transact(ctx, async (tx) => {
    const [department] = await tx
      .insert(departments)
      .values({ workspaceId: ctx.workspaceId, name })
      .onConflictDoNothing()
      .returning();
    if (!department) throw new Conflict("department_exists", "A department with this name exists");
    record(tx, ctx, "department.created", { after: department });
    return department;
  });
}
