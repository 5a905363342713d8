import { LoaderCircle, Lock, type LucideIcon } from "lucide-react";

type Look = "primary" | "plain" | "ghost" | "danger";

type Props = Omit<React.ComponentProps<"button">, "children"> & {
  look?: Look;
  isSmall?: boolean;
  icon?: LucideIcon;
  /** Keeps its label while it is busy. */
  isBusy?: boolean;
  /** Shows a lock. Say beside it what is missing. */
  isLocked?: boolean;
  children?: React.ReactNode;
};

const LOOKS: Record<Look, string> = {
  primary: "btn-primary",
  plain: "btn-plain",
  ghost: "btn-ghost",
  danger: "btn-error",
};

/** A button. Use one `primary` per view. Without children it needs an aria-label. */
export function Button({
  look = "plain",
  isSmall,
  icon: Icon,
  isBusy,
  isLocked,
  className = "",
  children,
  ...rest
}: Props) {
  const Shown = isBusy ? LoaderCircle : isLocked ? Lock : Icon;
  const square = children ? "" : "btn-square";
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || isBusy || isLocked}
      aria-busy={isBusy}
      className={`btn btn-sm ${LOOKS[look]} ${isSmall ? "h-7" : "h-8"} ${square} gap-1.5 font-medium ${className}`}
    >
      {Shown && <Shown size={16} className={`icon ${isBusy ? "animate-spin" : ""}`} aria-hidden />}
      {children}
    </button>
  );
}
