import { LengthNote } from "./length-note.tsx";
import { useLimited } from "./use-limited.ts";

type Props = React.ComponentProps<"input"> & { limit: number };

/** An input without a label of its own, which shows the count of its characters near the limit. */
export function LimitedInput({ limit, ...rest }: Props) {
  const { field, text, isTooLong } = useLimited<HTMLInputElement>(limit, rest);
  return (
    <>
      <input dir="auto" {...rest} {...field} aria-invalid={isTooLong || rest["aria-invalid"]} />
      <LengthNote text={text} limit={limit} />
    </>
  );
}
