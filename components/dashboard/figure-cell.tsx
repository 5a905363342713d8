import Link from "next/link";

type Props = {
  href: string;
  className: string;
  children: React.ReactNode;
  /** What opens something else, beside it. */
  aside?: React.ReactNode;
};

/** A figure of a table, which opens the list that it counts. */
export function FigureCell({ href, className, children, aside }: Props) {
  return (
    <td className={className}>
      <Link href={href} className="hover:underline">
        {children}
      </Link>{" "}
      {aside}
    </td>
  );
}
