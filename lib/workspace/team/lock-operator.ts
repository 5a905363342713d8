import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { operators } from "#db/schema/operators.ts";
import { assertVersion } from "#lib/core/assert-version.ts";
import { presentOperator } from "./present.ts";
import { getOperator, type OperatorRow } from "./queries.ts";

/**
 * The operator, locked until the transaction ends.
 * @throws NotFound
 * @throws StaleVersion when a version is expected and another caller changed the operator since
 */
export async function lockOperator(
  tx: Tx,
  operatorId: number,
  expectedVersion?: number,
): Promise<OperatorRow> {
  await tx.execute(sql`select from ${operators} where ${operators.id} = ${operatorId} for update`);
  const operator = await getOperator(tx, operatorId);
  assertVersion(operator, expectedVersion, presentOperator);
  return operator;
}
