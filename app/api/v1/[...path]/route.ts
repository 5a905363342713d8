import { NotFound } from "#lib/core/errors.ts";
import { problemResponse } from "#lib/http/problem.ts";
import { requestIdOf } from "#lib/http/request.ts";

/** Answers every path that no other route handles. */
const notFound = (request: Request): Response => problemResponse(new NotFound(), requestIdOf(request));

export {
  notFound as DELETE,
  notFound as GET,
  notFound as HEAD,
  notFound as OPTIONS,
  notFound as PATCH,
  notFound as POST,
  notFound as PUT,
};
