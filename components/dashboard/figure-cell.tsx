import Link from "next/link";

type Props = { href: string; className: string; children: React.ReactNode };

/** A figure of a table, which opens the list that it counts. */
export function FigureCell({ href, className, children }: Props) {
  return (
    <td className={className}>
      <Link href={href} className="hover:underline">
        {children}
      </Link>
    </td>
  );
}
