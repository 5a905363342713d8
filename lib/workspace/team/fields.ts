import { MAX_NAME } from "#lib/core/limits.ts";

type FieldSpec = {
  /** The property of the row that holds it. */
  column: string;
  /** Maximum characters of a line of text, whose schema and input follow from this. The others have these of their own. */
  limit?: number;
  /** Whether it is never null. */
  isRequired?: true;
};

/** The fields of an operator that admins and API clients write. Verbs, JSON and the form read this list. */
const OPERATOR_FIELDS = {
  name: { column: "name", limit: MAX_NAME, isRequired: true },
  department_id: { column: "departmentId" },
  max_load: { column: "maxLoad" },
  skills: { column: "skills" },
  time_zone: { column: "timeZone" },
  working_hours: { column: "workingHours" },
  is_active: { column: "isActive" },
} as const satisfies Record<string, FieldSpec>;

type Specs = typeof OPERATOR_FIELDS;
type OperatorField = keyof Specs;
/** The fields that are a line of text. */
export type OperatorText = {
  [Field in OperatorField]: Specs[Field] extends { limit: number } ? Field : never;
}[OperatorField];
type RequiredText = {
  [Field in OperatorText]: Specs[Field] extends { isRequired: true } ? Field : never;
}[OperatorText];
/** The values of the fields that are a line of text. */
export type OperatorTexts = {
  [Field in OperatorText]: Field extends RequiredText ? string : string | null;
};

/** What each field means, for the OpenAPI document. It stands apart so that browsers do not load it. */
export const OPERATOR_FIELD_DESCRIPTIONS: Record<OperatorField, string> = {
  name: "Name of the operator.",
  is_active: "Whether the operator can get leads, sales and appeals.",
  max_load: "Limit of open appeals.",
  department_id: "Department of the operator.",
  skills: "Skills that sources can require.",
  working_hours: "When the operator works. Null for always.",
  time_zone: "Time zone of the working hours. Null is that of the workspace.",
};

export const operatorFields = () => Object.keys(OPERATOR_FIELDS) as OperatorField[];

/** What is said of a field of text. */
export const textSpec = (field: OperatorText): FieldSpec & { limit: number } => OPERATOR_FIELDS[field];

/** The names of the fields that are a line of text. */
export const operatorTexts = () =>
  operatorFields().filter((field) => "limit" in OPERATOR_FIELDS[field]) as OperatorText[];

/** The fields of an input as columns of the row. Those that are left out stay undefined. */
export const toOperatorRow = <Input extends { [Field in OperatorField]?: unknown }>(input: Input) =>
  Object.fromEntries(operatorFields().map((field) => [OPERATOR_FIELDS[field].column, input[field]])) as {
    [Field in OperatorField as Specs[Field]["column"]]: Input[Field];
  };

/** The fields of a row as the API names them. */
export const fromOperatorRow = <Row extends { [Field in OperatorField as Specs[Field]["column"]]: unknown }>(
  row: Row,
) =>
  Object.fromEntries(operatorFields().map((field) => [field, row[OPERATOR_FIELDS[field].column]])) as {
    [Field in OperatorField]: Row[Specs[Field]["column"]];
  };
