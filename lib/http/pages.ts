import type { JsonPage } from "#lib/core/json-rows.ts";
import type { Page } from "#lib/core/paging.ts";
import { presentEach } from "#lib/core/present-each.ts";
import { Reply, WrittenReply } from "./route.ts";

/** A page as a bare array, with the next page in `Link` and the total in `X-Total-Count`. */
export function pageReply<Row, Json>(
  request: Request,
  page: Page<Row>,
  present: (row: Row) => Json,
): Reply<Json[]> {
  return new Reply(presentEach(page.rows, present), { headers: pageHeaders(request, page) });
}

/** The same for a page that PostgreSQL wrote. */
export function jsonPageReply<Json>(request: Request, page: JsonPage<Json>): WrittenReply<Json[]> {
  return new WrittenReply(page.json, pageHeaders(request, page));
}

function pageHeaders(request: Request, page: Omit<Page<unknown>, "rows">): Record<string, string> {
  const headers: Record<string, string> = {};
  if (page.next !== null) headers.link = `<${nextAddress(request, page.next)}>; rel="next"`;
  if (page.total !== undefined) headers["x-total-count"] = String(page.total);
  return headers;
}

/** Relative, because behind a proxy only the client knows the server's name. */
function nextAddress({ url }: Request, cursor: string): string {
  const [address = "", query] = url.split("?");
  const parameters = new URLSearchParams(query);
  parameters.set("cursor", cursor);
  return `${address.slice(address.indexOf("/", "https://".length))}?${parameters}`;
}
