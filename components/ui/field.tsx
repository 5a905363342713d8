"use client";

import { CircleAlert } from "lucide-react";
import { useId } from "react";
import { LengthNote } from "./length-note.tsx";
import { useLimited } from "./use-limited.ts";

type Shared = { label: string; hint?: string; error?: string | undefined; isTall?: boolean };

/** The maximum number of characters. A longer text stays in the field with a count, and is not sent. */
type Limited = { limit?: number | undefined };

type FieldProps = Shared & {
  /** The current text, for a field with a limit. */
  limited?: { text: string; limit: number; isTooLong: boolean } | undefined;
  children: (props: {
    id: string;
    className: string;
    "aria-invalid": boolean;
    "aria-describedby": string;
  }) => React.ReactNode;
};

/** A label, an input, and the input's problem. */
function Field({ label, hint, error, isTall, limited, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const height = isTall ? "h-10" : "h-8";
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children({
        id,
        className: `w-full ${height} max-sm:h-11 ${error ? "border-error" : ""}`,
        "aria-invalid": Boolean(error) || Boolean(limited?.isTooLong),
        "aria-describedby": noteId,
      })}
      {limited && <LengthNote text={limited.text} limit={limited.limit} />}
      <p
        id={noteId}
        className={`text-xs ${error ? "text-error" : "text-muted"} ${error || hint ? "" : "hidden"}`}
      >
        {error ? (
          <span className="inline-flex items-center gap-1">
            <CircleAlert size={14} className="icon" aria-hidden />
            {error}
          </span>
        ) : (
          hint
        )}
      </p>
    </div>
  );
}

export function TextField(props: Shared & Limited & React.ComponentProps<"input">) {
  const { label, hint, error, isTall, limit, ...rest } = props;
  const { field, ...written } = useLimited<HTMLInputElement>(limit, rest);
  return (
    <Field
      {...{ label, hint, error, isTall }}
      limited={limit === undefined ? undefined : { ...written, limit }}
    >
      {({ className, ...its }) => (
        <input dir="auto" {...rest} {...its} {...field} className={`input ${className} max-sm:text-lg`} />
      )}
    </Field>
  );
}

export function SelectField({
  label,
  hint,
  error,
  isTall,
  children,
  ...rest
}: Shared & React.ComponentProps<"select">) {
  return (
    <Field label={label} hint={hint} error={error} isTall={isTall}>
      {({ className, ...props }) => (
        <select {...rest} {...props} className={`select ${className} max-sm:text-lg`}>
          {children}
        </select>
      )}
    </Field>
  );
}

export function TextAreaField(props: Shared & Limited & React.ComponentProps<"textarea">) {
  const { label, hint, error, limit, ...rest } = props;
  const { field, ...written } = useLimited<HTMLTextAreaElement>(limit, rest);
  return (
    <Field {...{ label, hint, error }} limited={limit === undefined ? undefined : { ...written, limit }}>
      {({ className, ...its }) => (
        <textarea
          dir="auto"
          {...rest}
          {...its}
          {...field}
          className={`textarea min-h-20 ${className.replace("h-8", "")} max-sm:text-lg`}
        />
      )}
    </Field>
  );
}
