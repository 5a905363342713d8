/**
 * Turns rows into columns, which `unnest` turns into rows again within a statement.
 * @returns for each field its values, in the order of the rows
 */
export function columnsOf<Row, Field extends keyof Row>(rows: Row[], fields: Field[]): Row[Field][][] {
  return fields.map((field) => rows.map((row) => row[field]));
}
