import { faultDetails, log } from "./log.ts";

/**
 * The rows of a list as their readers see them. One that cannot be presented is left out and logged with its id, so
 * that it does not take the others along.
 */
export function presentEach<Row extends object, Json>(
  rows: readonly Row[],
  present: (row: Row) => Json,
): Json[] {
  return rows.flatMap((row) => {
    try {
      return [present(row)];
    } catch (error) {
      log.error(
        { id: "id" in row ? row.id : undefined, of: present.name, ...faultDetails(error) },
        "row left out",
      );
      return [];
    }
  });
}
