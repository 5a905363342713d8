import { stringify } from "csv-stringify/sync";
import { MAX_LIMIT, type Page } from "#lib/core/paging.ts";
import { neutralCell } from "./neutral-cell.ts";

export function wantsCsv(request: Request): boolean {
  return (
    request.headers
      .get("accept")
      ?.split(",")
      .some((type) => type.trim().startsWith("text/csv")) ?? false
  );
}

/**
 * All rows of a list as a CSV file, read page by page while the client reads. A cell never becomes a
 * formula in a spreadsheet; UTF-8 is marked for Excel.
 */
export function csvReply<Row>(
  name: string,
  readPage: (cursor: string | undefined, limit: number) => Promise<Page<Row>>,
  present: (row: Row) => Record<string, string | number | null>,
): Response {
  const encoder = new TextEncoder();
  let cursor: string | undefined;
  let isFirst = true;
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const page = await readPage(cursor, MAX_LIMIT);
      const text = stringify(page.rows.map(present), {
        header: isFirst,
        bom: isFirst,
        cast: { string: neutralCell },
      });
      isFirst = false;
      controller.enqueue(encoder.encode(text));
      if (page.next === null) controller.close();
      else cursor = page.next;
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}.csv"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
