import { z } from "zod";
import { componentNames } from "./contract/components.ts";

export type Json = Record<string, unknown>;
type Schema = z.core.$ZodType;
type Io = "input" | "output";

const refTo = (name: string) => `#/components/schemas/${name}`;

/** A description makes a copy of a schema; the copy has the name of what it was made of. */
function nameOf(schema: Schema | undefined): string | undefined {
  return schema && (componentNames.get(schema) ?? nameOf(schema._zod.parent));
}

/** A record of named keys has them as properties: readers of the document look for what is required there. */
function namePropertiesOf({
  required,
  properties,
  propertyNames,
  additionalProperties,
}: z.core.JSONSchema.BaseSchema) {
  if (!required || properties || !propertyNames || additionalProperties === undefined) return {};
  return { properties: Object.fromEntries(required.map((name) => [name, additionalProperties])) };
}

/** Turns zod schemas into those of the document, and collects the named ones that were used. */
export class Schemas {
  /** By name, for `components.schemas`. */
  readonly components: Record<string, Json> = {};
  /** Each name with the direction that it was written for. */
  private readonly written = new Set<string>();

  /** A schema as it stands in an operation: a named one is a reference. */
  of(schema: Schema, io: Io): Json {
    const name = nameOf(schema);
    if (name === undefined) return this.write(schema, io);
    this.add(schema, name, io);
    return { $ref: refTo(name) };
  }

  /** A schema with all that it consists of; named ones inside it are references. */
  write(schema: Schema, io: Io): Json {
    const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
      io,
      unrepresentable: "any",
      target: "draft-2020-12",
      override: ({ zodSchema: inner, jsonSchema }: { zodSchema: Schema; jsonSchema: Json }) => {
        Object.assign(jsonSchema, namePropertiesOf(jsonSchema));
        const name = inner === schema ? undefined : nameOf(inner);
        if (name === undefined || name === nameOf(schema)) return;
        this.add(inner, name, io);
        this.replace(jsonSchema, name);
      },
    });
    return json;
  }

  /** @throws Error when a component would be another one as input than as output */
  private add(schema: Schema, name: string, io: Io): void {
    if (this.written.has(`${name} ${io}`)) return;
    this.written.add(`${name} ${io}`);
    const json = this.write(origin(schema), io);
    const before = this.components[name];
    if (before && JSON.stringify(before) !== JSON.stringify(json))
      throw new Error(`${name} differs as input and as output: give them two schemas`);
    this.components[name] = json;
  }

  /** Leaves the reference, with the description where it says more than that of the component. */
  private replace(jsonSchema: Json, name: string): void {
    const { description } = jsonSchema;
    for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
    jsonSchema.$ref = refTo(name);
    if (description && description !== this.components[name]?.description)
      jsonSchema.description = description;
  }
}

/** The schema that a name was given to. */
function origin(schema: Schema): Schema {
  const { parent } = schema._zod;
  return componentNames.has(schema) || !parent ? schema : origin(parent);
}
