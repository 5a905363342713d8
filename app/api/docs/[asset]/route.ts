import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { NotFound } from "#lib/core/errors.ts";
import { problemResponse } from "#lib/http/problem.ts";
import { requestIdOf } from "#lib/http/request.ts";

const TYPES: Record<string, string> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
};

/** The two files of swagger-ui that the page needs, from our own origin. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ asset: string }> },
): Promise<Response> {
  const { asset } = await params;
  const type = Object.hasOwn(TYPES, asset) ? TYPES[asset] : undefined;
  if (!type) return problemResponse(new NotFound(), requestIdOf(request));
  const file = await readFile(join(process.cwd(), "node_modules/swagger-ui-dist", asset));
  return new Response(new Uint8Array(file), {
    headers: {
      "content-type": type,
      "cache-control": "public, max-age=3600",
      "x-content-type-options": "nosniff",
    },
  });
}
