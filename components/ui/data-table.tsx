import Link from "next/link";
import { WideContent } from "./wide-content.tsx";

export type DataColumn<Row> = {
  key: string;
  title: string;
  cell: (row: Row, index: number) => React.ReactNode;
  /** Whether the text is left-aligned. Figures are right-aligned. */
  isText?: boolean;
  /** The address of the list that a figure counts. */
  href?: (row: Row, index: number) => string;
  /** Shown beside the link, for something else to open. */
  aside?: (row: Row) => React.ReactNode;
  /** Classes of the column's cells, such as a colour. */
  className?: string | ((row: Row) => string);
};

type Props<Row> = {
  label: string;
  /** The first cell is the header of its row. */
  columns: DataColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => React.Key;
  rowHeight?: string;
  /** Classes of every cell, including header cells. */
  cellClassName?: string;
  tableClassName?: string;
  className?: string;
};

/** A table of figures whose header stays while the rows scroll. */
export function DataTable<Row>(props: Props<Row>) {
  const { label, columns, rows, keyOf, rowHeight = "h-10", cellClassName = "px-4" } = props;
  const { tableClassName = "", className = "" } = props;
  const [head, ...others] = columns;
  const headCell = `sticky top-0 h-8 border-line border-y bg-base-200 font-normal ${cellClassName}`;
  const cell = `${rowHeight} border-line border-b ${cellClassName}`;
  return (
    <WideContent label={label} className={className}>
      <table className={`w-full border-separate border-spacing-0 ${tableClassName}`}>
        <thead className="text-muted text-xs">
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={`${headCell} ${column === head || column.isText ? "text-left" : "text-right"}`}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={keyOf(row)} className="hover:bg-hover last:*:border-b-0">
              {head && (
                <th scope="row" className={`${cell} text-left ${classOf(head, row) || "font-normal"}`}>
                  {head.cell(row, index)}
                </th>
              )}
              {others.map((column) => (
                <td
                  key={column.key}
                  className={`${cell} ${column.isText ? "" : "text-right tabular-nums"} ${classOf(column, row)}`}
                >
                  <CellContent column={column} row={row} index={index} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </WideContent>
  );
}

function classOf<Row>({ className = "" }: DataColumn<Row>, row: Row): string {
  return typeof className === "string" ? className : className(row);
}

type ContentProps<Row> = { column: DataColumn<Row>; row: Row; index: number };

function CellContent<Row>({ column, row, index }: ContentProps<Row>) {
  const content = column.cell(row, index);
  if (!column.href) return content;
  return (
    <>
      <Link href={column.href(row, index)} className="hover:underline">
        {content}
      </Link>{" "}
      {column.aside?.(row)}
    </>
  );
}
