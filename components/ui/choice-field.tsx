import { useId } from "react";
import { TextField } from "./field.tsx";

type Props = React.ComponentProps<typeof TextField> & {
  choices: readonly { value: string; name?: string }[];
};

/** A text field with a list of options, which is filtered by value or name while the person types. */
export function ChoiceField({ choices, ...field }: Props) {
  const id = useId();
  return (
    <>
      <TextField {...field} list={id} autoComplete="off" spellCheck={false} />
      <datalist id={id}>
        {choices.map(({ value, name }) => (
          <option key={value} value={value} label={name} />
        ))}
      </datalist>
    </>
  );
}
