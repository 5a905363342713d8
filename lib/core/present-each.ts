import { faultDetails, log } from "./log.ts";

/**
 * Presents the rows of a list. A row that cannot be presented is left out and logged with its id, so that it does not
 * fail the whole list.
 */
export function presentEach<Row, Json>(rows: readonly Row[], present: (row: Row) => Json): Json[] {
  return rows.flatMap((row) => {
    try {
      return [present(row)];
    } catch (error) {
      log.error(
        { id: (row as { id?: unknown }).id, of: present.name, ...faultDetails(error) },
        "row left out",
      );
      return [];
    }
  });
}
