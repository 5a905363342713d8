import { stringify } from "csv-stringify/sync";
import { type CsvSeparator, csvSeparatorOf } from "#lib/core/csv-separators.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { EXPORT_SLOTS } from "#lib/core/limits.ts";
import { MAX_LIMIT, type Page } from "#lib/core/paging.ts";
import { presentEach } from "#lib/core/present-each.ts";
import { processSlots } from "#lib/core/slots.ts";
import { onClientLeft } from "./client-left.ts";
import { neutralCell } from "./neutral-cell.ts";

const slots = processSlots(EXPORT_SLOTS, "too_many_exports", "exports");

export function wantsCsv(request: Request): boolean {
  return (
    request.headers
      .get("accept")
      ?.split(",")
      .some((type) => type.trim().startsWith("text/csv")) ?? false
  );
}

/**
 * All rows of a list as a CSV file, read page by page while the client reads. A cell never becomes a formula in a
 * spreadsheet; UTF-8 is marked for Excel.
 * @param separator between the cells; by default the one that spreadsheets in the caller's language expect
 * @throws TooManyRequests while the caller's earlier exports are not finished
 */
export function csvReply<Row>(
  ctx: Ctx,
  request: Request,
  name: string,
  readPage: (cursor: string | undefined, limit: number) => Promise<Page<Row>>,
  present: (row: Row) => Record<string, string | number | null>,
  separator: CsvSeparator = csvSeparatorOf(ctx.locale),
): Response {
  const giveSlotBack = slots.take(ctx);
  let stopListening: (() => void) | undefined = onClientLeft(request, giveSlotBack);
  const finish = () => {
    stopListening?.();
    stopListening = undefined;
    giveSlotBack();
  };
  const encoder = new TextEncoder();
  let cursor: string | undefined;
  let isFirst = true;
  const nextText = async () => {
    const page = await readPage(cursor, MAX_LIMIT);
    const text = stringify(presentEach(page.rows, present), {
      header: isFirst,
      bom: isFirst,
      delimiter: separator,
      cast: { string: neutralCell },
    });
    isFirst = false;
    cursor = page.next ?? undefined;
    return text;
  };
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          controller.enqueue(encoder.encode(await nextText()));
        } catch (error) {
          finish();
          throw error;
        }
        if (cursor !== undefined) return;
        finish();
        controller.close();
      },
      cancel: finish,
    },
    // Rows are only read when the client pulls.
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}.csv"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
