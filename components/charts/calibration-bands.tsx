type Band = { key: string; label: string; predicted: number; actual: number; words: string; count: string };

type Props = {
  columns: { band: string; actual: string; count: string };
  bands: Band[];
};

/** The actual outcome of each band of scores, as a bar from 0 to 1. A tick marks the predicted value. */
export function CalibrationBands({ columns, bands }: Props) {
  return (
    <table className="w-full border-collapse tabular-nums">
      <thead className="bg-base-200 text-muted text-xs">
        <tr>
          <th scope="col" className="h-8 border-line border-y px-4 text-left font-normal">
            {columns.band}
          </th>
          <th scope="col" className="h-8 border-line border-y px-2 text-left font-normal" colSpan={2}>
            {columns.actual}
          </th>
          <th scope="col" className="h-8 border-line border-y px-4 text-right font-normal">
            {columns.count}
          </th>
        </tr>
      </thead>
      <tbody>
        {bands.map(({ key, label, predicted, actual, words, count }) => (
          <tr key={key} className="h-10 border-line border-b last:border-b-0">
            <th scope="row" className="whitespace-nowrap px-4 text-left font-normal">
              {label}
            </th>
            <td className="w-1/2 px-2">
              <svg viewBox="0 0 100 14" preserveAspectRatio="none" className="block h-3.5 w-full" aria-hidden>
                <rect y="4" width="100" height="6" rx="1" className="fill-base-300" />
                <rect y="4" width={actual * 100} height="6" rx="1" className="fill-primary" />
                <rect
                  x={Math.min(99.4, predicted * 100)}
                  width="0.6"
                  height="14"
                  className="fill-base-content"
                />
              </svg>
            </td>
            <td className="whitespace-nowrap px-2 text-muted text-xs">{words}</td>
            <td className="px-4 text-right">{count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
