import { eq, sql } from "drizzle-orm";
import { prepareOnce, type Tx } from "#db/client.ts";
import { operators } from "#db/schema/operators.ts";
import { invalidField } from "#lib/core/errors.ts";

/**
 * The name of an operator that a request refers to.
 * @param pointer the field that named it
 * @throws InvalidInput when there is no such operator in this workspace
 */
export async function operatorName(tx: Tx, operatorId: number, pointer: string): Promise<string> {
  const [operator] = await prepareOnce(tx, "operator_name", (db, name) =>
    db
      .select({ name: operators.name })
      .from(operators)
      .where(eq(operators.id, sql.placeholder("operatorId")))
      .prepare(name),
  ).execute({ operatorId });
  if (!operator) throw invalidField(pointer, "There is no operator with this id", "unknown_operator");
  return operator.name;
}
