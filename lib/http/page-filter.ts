import { redirect } from "next/navigation";
import { z } from "zod";

/** The parameters of a page's address, as Next gives them. */
export type SearchParams = Record<string, string | string[] | undefined>;

/**
 * The filters in a page's address. An invalid parameter would filter nothing on the page and be refused by the API
 * that its screen reads from, so the page redirects to the address without it.
 * @param path of the page, without parameters
 * @param others names of further parameters, which stay as they are
 */
export function pageFilter<Filter extends z.ZodObject>(
  filter: Filter,
  path: string,
  asked: SearchParams,
  others: readonly string[] = [],
): z.infer<Filter> {
  const given = Object.entries(asked);
  const schemas = new Map<string, z.core.$ZodType>(Object.entries(filter.shape));
  const filters = given.filter(([name, value]) => {
    const schema = schemas.get(name);
    return schema && z.safeParse(schema, value).success;
  });
  const kept = given.filter(
    (one): one is [string, string] =>
      typeof one[1] === "string" &&
      (filters.some(([name]) => name === one[0]) || (others.includes(one[0]) && !schemas.has(one[0]))),
  );
  if (kept.length < given.length) redirect(kept.length > 0 ? `${path}?${new URLSearchParams(kept)}` : path);
  return filter.parse(Object.fromEntries(filters));
}
