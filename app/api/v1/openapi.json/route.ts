import { openApiDocument } from "#lib/http/openapi.ts";

/** Public: it says what anybody may read in the source. */
export function GET(): Response {
  return Response.json(openApiDocument());
}
