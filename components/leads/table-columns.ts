import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { isLeadField, type LeadField, leadFields } from "#lib/pipeline/leads/fields.ts";

/** The lead fields that have a column, except the name, which comes first. */
type FieldColumn = Exclude<LeadField, "name">;
const FIELDS = leadFields().filter((field): field is FieldColumn => field !== "name");

/** The columns of the table, with the API's sort keys. */
export const TABLE_COLUMNS = [
  { key: "name", sort: "name" },
  { key: "stage", sort: undefined },
  { key: "score", sort: "ai_score" },
  { key: "owner", sort: undefined },
  ...FIELDS.map((key) => ({ key, sort: undefined })),
  { key: "messages", sort: "message_count" },
  { key: "inStage", sort: "stage_changed_at" },
  { key: "created", sort: "created_at" },
  { key: "updated", sort: "updated_at" },
] as const;
export type TableColumn = (typeof TABLE_COLUMNS)[number];
export type ColumnKey = TableColumn["key"];

/** The columns that are shown by default. */
const USUAL: readonly ColumnKey[] = [
  "name",
  "stage",
  "score",
  "owner",
  "phone",
  "business_domain",
  "messages",
  "inStage",
  "created",
];
/** Always shown, because a row without it could not be opened. */
export const FIXED: ColumnKey = "name";

/** The heading of a column. A field of a lead has the same name everywhere. */
export function useColumnWords(): (key: ColumnKey) => string {
  const say = useTranslations("leadTable.columns");
  const fields = useTranslations("fields");
  return (key) => (isLeadField(key) ? fields(key) : say(key));
}

/** The parameter is in the address, so that a saved view keeps the columns. */
const PARAMETER = "columns";

/** The chosen columns in their order, and the address with a column added or removed. */
export function useTableColumns() {
  const parameters = useSearchParams();
  const named = parameters.get(PARAMETER)?.split(",");
  const shown = TABLE_COLUMNS.filter(({ key }) => (key === FIXED ? true : (named ?? USUAL).includes(key)));
  const hrefToggling = (key: ColumnKey) => {
    const wanted = TABLE_COLUMNS.map((column) => column.key).filter(
      (one) => shown.some((column) => column.key === one) !== (one === key),
    );
    const next = new URLSearchParams(parameters);
    if (wanted.join() === USUAL.join()) next.delete(PARAMETER);
    else next.set(PARAMETER, wanted.join());
    return `?${next}`;
  };
  return { shown, hrefToggling };
}
