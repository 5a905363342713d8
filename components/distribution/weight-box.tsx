import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useNumberFields } from "#components/api/use-number-fields.ts";

type Props = { label: string; weight: number; max: number; onWeight: (weight: number) => void };

/** A field for a weight. An invalid text stays in the field with a problem, and the weight does not change. */
export function WeightBox({ label, weight, max, onWeight }: Props) {
  const say = useTranslations("reasons");
  const numbers = useNumberFields();
  const errorId = useId();
  const [typed, setTyped] = useState<{ text: string; error?: string | undefined }>();
  const type = (text: string) => {
    const value = numbers.read({ get: () => text }, ["weight"])?.weight ?? undefined;
    if (value === undefined) return setTyped({ text });
    if (value < 1) return setTyped({ text, error: say("too_small", { of: "number", limit: 1 }) });
    if (value > max) return setTyped({ text, error: say("too_big", { of: "number", limit: max }) });
    setTyped({ text });
    onWeight(Math.round(value));
  };
  const error = typed && (numbers.errorOf("weight") ?? typed.error);
  return (
    <span className="relative w-20 max-md:col-start-2 max-md:row-start-1">
      <input
        inputMode="numeric"
        aria-label={label}
        aria-invalid={error !== undefined}
        aria-describedby={error ? errorId : undefined}
        value={typed?.text ?? weight}
        onChange={(event) => type(event.target.value)}
        onBlur={() => setTyped(undefined)}
        className={`input h-8 w-20 tabular-nums max-sm:h-11 max-sm:text-lg ${error ? "border-error" : ""}`}
      />
      {error && (
        <span
          id={errorId}
          role="alert"
          className="absolute top-full right-0 z-10 mt-1 w-56 rounded-field border border-line bg-base-100 p-2 text-error text-xs shadow-over"
        >
          {error}
        </span>
      )}
    </span>
  );
}
