"use client";

import { CircleAlert } from "lucide-react";
import { useId } from "react";

type Shared = { label: string; hint?: string; error?: string | undefined; isTall?: boolean };

type FieldProps = Shared & {
  children: (props: {
    id: string;
    className: string;
    "aria-invalid": boolean;
    "aria-describedby": string;
  }) => React.ReactNode;
};

/** A label, whatever is filled in, and what is wrong with it. */
function Field({ label, hint, error, isTall, children }: FieldProps) {
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
        "aria-invalid": Boolean(error),
        "aria-describedby": noteId,
      })}
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

export function TextField({ label, hint, error, isTall, ...rest }: Shared & React.ComponentProps<"input">) {
  return (
    <Field label={label} hint={hint} error={error} isTall={isTall}>
      {({ className, ...props }) => (
        <input {...rest} {...props} className={`input ${className} max-sm:text-lg`} />
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

export function TextAreaField({ label, hint, error, ...rest }: Shared & React.ComponentProps<"textarea">) {
  return (
    <Field label={label} hint={hint} error={error}>
      {({ className, ...props }) => (
        <textarea
          {...rest}
          {...props}
          className={`textarea min-h-20 ${className.replace("h-8", "")} max-sm:text-lg`}
        />
      )}
    </Field>
  );
}
