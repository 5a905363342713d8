import { leadFields } from "#lib/pipeline/leads/fields.ts";

/** The fields of a lead or a sale that people edit. All other fields are computed. */
const written = () => [
  ...["stage", "lost_reason", "lost_comment"],
  ...leadFields(),
  ...["amount", "currency", "owner_name"],
];

type Fields = Record<string, unknown>;

const isSame = (one: unknown, other: unknown) =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

/**
 * Compares two rows and returns the differing fields before and after; undefined when none differs.
 * @param fields the fields to compare, by default those that people edit in leads and sales
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
