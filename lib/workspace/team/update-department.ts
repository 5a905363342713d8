import { and, eq, ne } from "drizzle-orm";
import { departments } from "#db/schema/operators.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Conflict } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { transact } from "#lib/core/transact.ts";
import { getDepartment } from "./queries.ts";
import { DepartmentInput } from "./schema.ts";

/** @throws Conflict when another department has this name */
export async function updateDepartment(ctx: Ctx, departmentId: number, raw: DepartmentInput) {
  authorize(ctx, "operator:manage");
  const { name } = DepartmentInput.parse(raw);
  return transact(ctx, async (tx) => {
    const before = await getDepartment(tx, departmentId);
    const [taken] = await tx
      .select({ id: departments.id })
      .from(departments)
      .where(and(eq(departments.name, name), ne(departments.id, departmentId)));
    if (taken) throw new Conflict("department_exists", "A department with this name exists");
    await tx.update(departments).set({ name }).where(eq(departments.id, departmentId));
    const after = await getDepartment(tx, departmentId);
    record(tx, ctx, "department.updated", { before, after });
    return after;
  });
}
