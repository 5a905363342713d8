import { CircleAlert } from "lucide-react";

type Props = {
  hasIcon?: boolean;
  className?: string;
  /** The problem of the whole form as a text. Problems of fields are shown at the fields. */
  children: React.ReactNode;
};

/** Shows why a form was refused. */
export function FormProblem({ hasIcon = false, className = "", children }: Props) {
  if (!hasIcon)
    return (
      <p role="alert" className={`rounded-field bg-error-soft px-3 py-2 text-error ${className}`}>
        {children}
      </p>
    );
  return (
    <div role="alert" className={`flex gap-2.5 rounded-field bg-error-soft px-3 py-2.5 ${className}`}>
      <CircleAlert size={16} className="icon mt-0.5 text-error" aria-hidden />
      <p>{children}</p>
    </div>
  );
}
