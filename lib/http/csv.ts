import { stringify } from "csv-stringify/sync";
import type { Ctx } from "#lib/core/ctx.ts";
import { EXPORT_SLOTS } from "#lib/core/limits.ts";
import { MAX_LIMIT, type Page } from "#lib/core/paging.ts";
import { Slots } from "#lib/core/slots.ts";
import { neutralCell } from "./neutral-cell.ts";

// Next bundles this module more than once, and a process has one number of exports.
const globals = globalThis as typeof globalThis & { leadlineExports?: Slots };

function slots(): Slots {
  globals.leadlineExports ??= new Slots(EXPORT_SLOTS, "too_many_exports", "exports");
  return globals.leadlineExports;
}

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
 * @throws TooManyRequests while the caller's earlier exports are not finished
 */
export function csvReply<Row>(
  ctx: Ctx,
  name: string,
  readPage: (cursor: string | undefined, limit: number) => Promise<Page<Row>>,
  present: (row: Row) => Record<string, string | number | null>,
): Response {
  const finish = slots().take(ctx);
  const encoder = new TextEncoder();
  let cursor: string | undefined;
  let isFirst = true;
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const page = await readPage(cursor, MAX_LIMIT).catch((error) => {
        finish();
        throw error;
      });
      const text = stringify(page.rows.map(present), {
        header: isFirst,
        bom: isFirst,
        cast: { string: neutralCell },
      });
      isFirst = false;
      controller.enqueue(encoder.encode(text));
      if (page.next !== null) cursor = page.next;
      else {
        finish();
        controller.close();
      }
    },
    cancel: finish,
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
