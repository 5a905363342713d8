import { TextField } from "#components/ui/field.tsx";

type Props = {
  name: string;
  inputMode: "numeric" | "decimal";
  label: string;
  /** Null while the default applies. */
  value: number | null;
  /** The default, as it is shown. */
  fallback: string;
  /** Says which default applies. */
  followsHint: string;
  /** Says how to return to the default. */
  ownHint: string;
  error: string | undefined;
};

/** A number that the server has a default for, which applies while the field is empty. */
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
