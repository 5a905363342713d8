import { MAX_BUSINESS_DOMAIN } from "#lib/workspace/settings/rules.ts";

type FieldSpec = {
  /** What a value is, if it is not null: `text` refuses an empty one, `optionalText` turns it into null. */
  schema: "text" | "optionalText" | "instant";
  /** Maximum characters. */
  limit?: number;
  /** The property of the row, where it is not named like the field. */
  column?: string;
  /** The type of its input, where it is not text. */
  input?: "tel" | "email" | "datetime-local";
  /** Whether it describes the client: it is given with a new lead, and a successor takes it along. */
  isOfClient?: true;
  /** Whether the form of a new lead asks for it. */
  isAsked?: true;
  /** Whether it comes first in the drawer. */
  isOnTop?: true;
};

/**
 * The fields of a lead that people and API clients write, in the order of the table. Everyone with `lead:update` may
 * change each of them. Verbs, JSON, forms, the table and the conflict sheet read this list, and the log calls a field
 * by its name here.
 */
export const LEAD_FIELDS = {
  name: { schema: "optionalText", limit: 200, isOfClient: true, isAsked: true },
  // Long enough for two numbers with a word on each, as people write them.
  phone: { schema: "optionalText", limit: 200, input: "tel", isOfClient: true, isAsked: true },
  email: { schema: "optionalText", limit: 254, input: "email", isOfClient: true, isAsked: true },
  business_domain: {
    schema: "text",
    limit: MAX_BUSINESS_DOMAIN,
    column: "businessDomain",
    isOfClient: true,
    isAsked: true,
    isOnTop: true,
  },
  country: { schema: "optionalText", limit: 60, isOfClient: true },
  language: { schema: "optionalText", limit: 35, isOfClient: true },
  segment: { schema: "optionalText", limit: 60, isOfClient: true },
  next_step: { schema: "text", limit: 200, column: "nextStep", isOnTop: true },
  next_step_at: { schema: "instant", column: "nextStepAt", input: "datetime-local", isOnTop: true },
} as const satisfies Record<string, FieldSpec>;

type Specs = typeof LEAD_FIELDS;
export type LeadField = keyof Specs;
export type ClientField = {
  [Field in LeadField]: Specs[Field] extends { isOfClient: true } ? Field : never;
}[LeadField];
type ColumnOf<Field extends LeadField> = {
  [Name in Field]: Specs[Name] extends { column: infer Column extends string } ? Column : Name;
}[Field];

/** What each field means, for the OpenAPI document. It stands apart so that browsers do not load it. */
export const LEAD_FIELD_DESCRIPTIONS: Record<LeadField, string> = {
  name: "Name of the person or company.",
  phone: "Phone number in E.164, or as it was written where it cannot be read.",
  email: "E-mail address.",
  business_domain: "Line of business.",
  country: "Country of the client.",
  language: "Language of the client.",
  segment: "Segment of the client.",
  next_step: "What to do next with the client.",
  next_step_at: "When to do it.",
};

export const fieldSpec = (field: LeadField): FieldSpec => LEAD_FIELDS[field];

export const isLeadField = (name: string): name is LeadField => Object.hasOwn(LEAD_FIELDS, name);

/** The names of all fields. */
export const leadFields = () => Object.keys(LEAD_FIELDS) as LeadField[];

/** The names of the fields that describe the client. */
export const clientFields = () =>
  leadFields().filter((field) => fieldSpec(field).isOfClient) as ClientField[];

/** The property of a lead's row, or the column of its table, that holds a field. */
export const columnOf = <Field extends LeadField>(field: Field) =>
  (fieldSpec(field).column ?? field) as ColumnOf<Field>;

/** An object with a value for each of these fields. */
export const byField = <Field extends LeadField, Value>(
  fields: readonly Field[],
  toValue: (field: Field) => Value,
) => Object.fromEntries(fields.map((field) => [field, toValue(field)])) as Record<Field, Value>;

/** The same, with the properties of a row. */
export const byColumn = <Field extends LeadField, Value>(
  fields: readonly Field[],
  toValue: (field: Field) => Value,
) =>
  Object.fromEntries(fields.map((field) => [columnOf(field), toValue(field)])) as Record<
    ColumnOf<Field>,
    Value
  >;
