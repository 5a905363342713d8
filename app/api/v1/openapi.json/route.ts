import { openApiDocument } from "#lib/http/openapi.ts";

/** Public, because it contains nothing that is not in the source. */
export function GET(): Response {
  return Response.json(openApiDocument());
}
