import { leadFields } from "#lib/pipeline/leads/fields.ts";

/** What people write into a lead or a sale; the rest follows from it or is counted. */
const written = () => [
  ...["stage", "lost_reason", "lost_comment"],
  ...leadFields(),
  ...["amount", "currency", "owner_name"],
];

type Fields = Record<string, unknown>;

const isSame = (one: unknown, other: unknown) =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

/**
 * The fields that people write and that differ, as they were and as they are; undefined when none does.
 * @param fields of another kind of row
 */
export function changedFields(
  one: object,
  other: object,
  fields: readonly string[] = written(),
): { before: Fields; after: Fields } | undefined {
  const [before, after] = [one as Fields, other as Fields];
  const changed = fields.filter((field) => !isSame(before[field], after[field]));
  if (changed.length === 0) return undefined;
  const pick = (fields: Fields) => Object.fromEntries(changed.map((field) => [field, fields[field]]));
  return { before: pick(before), after: pick(after) };
}
