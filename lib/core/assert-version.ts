import { StaleVersion } from "./errors.ts";

/**
 * Refuses a change of a row that has changed since its caller read it.
 * @param row locked, as it is now
 * @param expected the version that the caller read; undefined accepts any
 * @param present the row as the API shows it, for the caller to compare
 * @throws StaleVersion
 */
export function assertVersion<Row extends { version: number }>(
  row: Row,
  expected: number | undefined,
  present: (row: Row) => unknown,
): void {
  if (expected !== undefined && expected !== row.version) throw new StaleVersion(present(row));
}
