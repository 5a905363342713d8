import Link from "next/link";

type Props = {
  href: string;
  isHere: boolean;
  /** What can be done to the view beside opening it. */
  action?: React.ReactNode;
  children: React.ReactNode;
};

/** A view as a tab over a board. */
export function ViewTab({ href, isHere, action, children }: Props) {
  return (
    <span
      className={`flex h-7 flex-none items-center rounded-field max-sm:h-11 ${isHere ? "bg-base-300 font-medium" : "text-muted hover:bg-hover"}`}
    >
      <Link
        href={href}
        aria-current={isHere ? "true" : undefined}
        className="flex h-full items-center gap-1.5 px-2.5"
      >
        {children}
      </Link>
      {action}
    </span>
  );
}
