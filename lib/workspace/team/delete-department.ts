import { eq, sql } from "drizzle-orm";
import { departments, operators } from "#db/schema/operators.ts";
import { sources } from "#db/schema/sources.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Conflict } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { getDepartment } from "./queries.ts";

/** @throws Conflict while an operator or a source belongs to it */
export async function deleteDepartment(ctx: Ctx, departmentId: number): Promise<void> {
  authorize(ctx, "operator:manage");
  await transact(ctx, async (tx) => {
    const before = await getDepartment(tx, departmentId);
    const inUse = await tx.execute(sql`
      select from ${operators} where ${eq(operators.departmentId, departmentId)}
      union all select from ${sources} where ${eq(sources.departmentId, departmentId)} limit 1`);
    if (inUse.rows.length > 0)
      throw new Conflict("department_in_use", "Operators or sources belong to this department");
    await tx.delete(departments).where(eq(departments.id, departmentId));
    record(tx, ctx, "department.deleted", { before });
  });
}
