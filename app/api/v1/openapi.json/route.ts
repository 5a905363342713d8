import { openApiDocument } from "#lib/http/openapi.ts";

/** Public, because everything in it can also be read in the source code. */
export function GET(): Response {
  return Response.json(openApiDocument());
}
