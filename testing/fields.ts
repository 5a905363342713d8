import { z } from "zod";
import { apiOperations } from "./routes.ts";

/** A field that a person or a program fills in, such as `POST /leads body.name`. */
type Field = { path: string; schema: z.ZodType };

/** The fields of a schema, at any depth. */
function fieldsOf(schema: unknown, path: string): Field[] {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, field]) => fieldsOf(field, `${path}.${name}`));
  if (schema instanceof z.ZodArray) return fieldsOf(schema.element, `${path}[]`);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return fieldsOf(schema.unwrap(), path);
  if (schema instanceof z.ZodUnion && schema.options.every((option) => option instanceof z.ZodObject))
    return schema.options.flatMap((option) => fieldsOf(option, path));
  return schema instanceof z.ZodType && !(schema instanceof z.ZodUnknown) ? [{ path, schema }] : [];
}

/** Every field of the bodies and queries of the API. */
export const apiFields = async (): Promise<Field[]> =>
  (await apiOperations()).flatMap(({ contract: { method, path, body, query } }) => [
    ...fieldsOf(body, `${method} ${path} body`),
    ...fieldsOf(query, `${method} ${path} query`),
  ]);
