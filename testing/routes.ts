import { globSync } from "node:fs";
import { resolve } from "node:path";
import type { Contract } from "#lib/http/contract/define.ts";
import type { RouteHandler } from "#lib/http/route.ts";

export const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
export type AnyHandler = (request: Request, context: Parameters<RouteHandler>[1]) => Promise<Response>;

/** A route file of the API: its path as contracts write it, and its handlers by method. */
export type RouteFile = {
  path: string;
  handlers: Record<(typeof METHODS)[number], AnyHandler & { contract?: Contract }>;
};

/** Not operations of the API: the catch-all and the document about the others. */
const OUTSIDE = new Set(["/{...path}", "/openapi.json"]);

export async function apiRoutes(): Promise<RouteFile[]> {
  const files = globSync("app/api/v1/**/route.ts").sort();
  const routes = await Promise.all(
    files.map(async (file) => ({
      path: `/${file.slice("app/api/v1/".length, -"/route.ts".length).replaceAll("[", "{").replaceAll("]", "}")}`,
      handlers: (await import(resolve(file))) as RouteFile["handlers"],
    })),
  );
  return routes.filter(({ path }) => !OUTSIDE.has(path));
}

/** Every operation that a route answers, with its contract. */
export async function apiOperations(): Promise<{ contract: Contract; handler: AnyHandler }[]> {
  return (await apiRoutes()).flatMap(({ handlers }) =>
    METHODS.flatMap((method) => {
      const handler = handlers[method];
      return handler.contract ? [{ contract: handler.contract, handler }] : [];
    }),
  );
}
