import { operators } from "#db/schema/operators.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { Conflict, invalidField } from "#lib/core/errors.ts";
import { record } from "#lib/core/record.ts";
import { canonicalTimeZone } from "#lib/core/time-zones.ts";
import { transact } from "#lib/core/transact.ts";
import { toOperatorRow } from "./fields.ts";
import { assertDepartment, getOperator, listUsers, type OperatorRow } from "./queries.ts";
import { CreateOperatorInput } from "./schema.ts";

/**
 * Creates an operator, who can own leads and answer enquiries, with or without a user.
 * @throws InvalidInput for an unknown department, user or time zone
 * @throws Conflict when the user has an operator already
 */
export async function createOperator(ctx: Ctx, raw: CreateOperatorInput): Promise<OperatorRow> {
  authorize(ctx, "operator:manage");
  const input = CreateOperatorInput.parse(raw);
  return transact(ctx, async (tx) => {
    await assertDepartment(tx, input.department_id);
    if (input.user_id) {
      const user = (await listUsers(tx)).find(({ id }) => id === input.user_id);
      if (!user) throw invalidField("/user_id", "There is no user with this id", "unknown_user");
    }
    const [inserted] = await tx
      .insert(operators)
      .values({
        workspaceId: ctx.workspaceId,
        ...toOperatorRow(input),
        timeZone: await canonicalTimeZone(tx, input.time_zone),
        userId: input.user_id,
      })
      .onConflictDoNothing({ target: [operators.workspaceId, operators.userId] })
      .returning({ id: operators.id });
    if (!inserted) throw new Conflict("user_has_operator", "This user has an operator already");
    const operator = await getOperator(tx, inserted.id);
    record(tx, ctx, "operator.created", { after: operator });
    return operator;
  });
}
