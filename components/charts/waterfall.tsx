type Bar = { key: string; label: string; effect: number; words: string };

type Props = {
  bars: Bar[];
  total: { label: string; value: number; words: string };
  /** The position of the threshold line, 0 to 1, and its label. */
  threshold: { value: number; words: string };
};

const ROW = 27;
const WIDTH = 100;

/** Addends of a sum from 0 to 1. Each bar begins where the previous one ends. */
export function Waterfall({ bars, total, threshold }: Props) {
  let sum = 0;
  const rows = bars.map((bar) => {
    const from = sum;
    sum += bar.effect;
    return { ...bar, from: Math.min(from, sum), to: Math.max(from, sum) };
  });
  const most = Math.max(1, ...rows.map(({ to }) => to));
  const x = (value: number) => (value / most) * WIDTH;
  const height = (rows.length + 1) * ROW;
  return (
    <div className="relative">
      <table className="w-full border-collapse">
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} style={{ height: ROW }}>
              <th scope="row" className="w-36 max-w-36 truncate pr-2 text-left font-normal text-xs">
                {row.label}
              </th>
              <td>
                <svg
                  viewBox={`0 0 ${WIDTH} 12`}
                  preserveAspectRatio="none"
                  className="block h-3 w-full"
                  aria-hidden
                >
                  <rect
                    x={x(row.from)}
                    y="0"
                    width={Math.max(0.8, x(row.to) - x(row.from))}
                    height="12"
                    rx="1.5"
                    className={row.effect < 0 ? "fill-error/75" : "fill-primary/75"}
                  />
                </svg>
              </td>
              <td className={`w-14 text-right text-xs tabular-nums ${row.effect < 0 ? "text-error" : ""}`}>
                {row.words}
              </td>
            </tr>
          ))}
          <tr style={{ height: ROW }} className="border-line-strong border-t font-semibold">
            <th scope="row" className="pr-2 text-left text-xs">
              {total.label}
            </th>
            <td>
              <svg
                viewBox={`0 0 ${WIDTH} 12`}
                preserveAspectRatio="none"
                className="block h-3 w-full"
                aria-hidden
              >
                <rect x="0" y="0" width={x(total.value)} height="12" rx="1.5" className="fill-base-content" />
              </svg>
            </td>
            <td className="text-right text-xs tabular-nums">{total.words}</td>
          </tr>
        </tbody>
      </table>
      <div aria-hidden className="pointer-events-none absolute top-0 right-14 left-36" style={{ height }}>
        <span
          className="absolute -top-1 bottom-0 border-base-content border-l border-dashed"
          style={{ left: `${x(threshold.value)}%` }}
        />
      </div>
      <p className="mt-1 flex justify-center whitespace-nowrap pr-14 pl-36 text-muted text-xs">
        {threshold.words}
      </p>
    </div>
  );
}
