import { TextField } from "#components/ui/field.tsx";

type Props = {
  name: string;
  inputMode: "numeric" | "decimal";
  label: string;
  /** Null while the default is used. */
  value: number | null;
  /** The formatted default. */
  fallback: string;
  /** A hint that names the default. */
  followsHint: string;
  /** A hint that says how to restore the default. */
  ownHint: string;
  error: string | undefined;
};

/** A number with a server default, which is used while the field is empty. */
export function OwnNumberField({ value, fallback, followsHint, ownHint, ...field }: Props) {
  return (
    <TextField
      {...field}
      hint={value === null ? followsHint : ownHint}
      placeholder={fallback}
      defaultValue={value ?? ""}
    />
  );
}
