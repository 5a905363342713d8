/**
 * The fields of a form's input that differ from the row as the person last saw it. Only these are sent, so that saving
 * a form does not overwrite fields that the person did not change.
 */
export function changedInput<Input extends object>(row: object, input: Input): Partial<Input> {
  const before = row as Record<string, unknown>;
  const changed = Object.entries(input).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field]),
  );
  return Object.fromEntries(changed) as Partial<Input>;
}
