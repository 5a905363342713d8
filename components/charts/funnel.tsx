import { area, curveMonotoneX } from "d3-shape";
import Link from "next/link";

export type FunnelColumn = {
  key: string;
  head: React.ReactNode;
  value: number;
  words: string;
  href: string;
  /** The share of the previous column as a text; undefined for the first column. */
  share: string | undefined;
  rows: { label: string; words: string; href?: string }[];
};

const WIDTH = 120;
const HEIGHT = 120;
const BAR = 6;

/** A funnel: a bar for each column, and the flow to the next one. */
export function Funnel({ columns, label }: { columns: FunnelColumn[]; label: string }) {
  const most = Math.max(1, ...columns.map(({ value }) => value));
  const size = (value: number) => Math.max(value > 0 ? 3 : 1, (value / most) * HEIGHT);
  return (
    <ol
      aria-label={label}
      className="grid overflow-x-auto [--least:7.5rem] max-sm:[--least:9.25rem]"
      style={{ gridTemplateColumns: `repeat(${columns.length}, minmax(var(--least), 1fr))` }}
    >
      {columns.map((column, index) => {
        const next = columns[index + 1];
        return (
          <li key={column.key} className="min-w-0 border-line [&+li]:border-l">
            <div className="px-3 pt-1">
              <div className="flex items-center gap-1.5">{column.head}</div>
              <Link href={column.href} className="font-semibold text-xl tabular-nums hover:underline">
                {column.words}
              </Link>
            </div>
            <div className="relative mt-3 ml-3">
              <svg
                viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
                preserveAspectRatio="none"
                className="block h-30 w-full"
                aria-hidden
              >
                <path
                  d={flow(size(column.value), size(next?.value ?? column.value))}
                  className="fill-primary"
                  fillOpacity={0.2 - index * 0.015}
                />
                <rect
                  x="0"
                  y={(HEIGHT - size(column.value)) / 2}
                  width={BAR}
                  height={size(column.value)}
                  rx="1"
                  className="fill-primary"
                />
              </svg>
              {next?.share && (
                <span className="absolute top-1/2 right-0 translate-x-1/4 -translate-y-1/2 rounded-full border border-line-strong bg-card px-2 font-medium text-xs tabular-nums">
                  {next.share}
                </span>
              )}
            </div>
            <dl className="mt-3 border-line border-t px-3 py-3 text-xs">
              {column.rows.map((row) => (
                <div key={row.label} className="flex justify-between gap-2 py-0.5">
                  <dt className="truncate text-muted">{row.label}</dt>
                  <dd className="flex-none font-medium tabular-nums">
                    {row.href ? (
                      <Link href={row.href} className="hover:underline">
                        {row.words}
                      </Link>
                    ) : (
                      row.words
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        );
      })}
    </ol>
  );
}

/** The outline of the flow from a bar to the next one, both vertically centred. */
function flow(from: number, to: number): string {
  const shape = area<[number, number]>()
    .x(([x]) => x)
    .y0(([, size]) => (HEIGHT - size) / 2)
    .y1(([, size]) => (HEIGHT + size) / 2)
    .curve(curveMonotoneX);
  return (
    shape([
      [BAR, from],
      [WIDTH * 0.35, from],
      [WIDTH * 0.9, to],
      [WIDTH, to],
    ]) ?? ""
  );
}
