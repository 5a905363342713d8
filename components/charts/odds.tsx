type Bar = { key: string; label: string; effect: number; words: string };

type Props = {
  /** The first line: the odds that the effects multiply. */
  start: { label: string; words: string };
  /** Effects in log-odds: positive ones raise the probability, negative ones lower it. */
  bars: Bar[];
  total: { label: string; words: string };
};

const HALF = 50;

/** Effects as bars from a line in the middle. The length is the strength of the effect. */
export function OddsChart({ start, bars, total }: Props) {
  const most = Math.max(0.1, ...bars.map(({ effect }) => Math.abs(effect)));
  const length = (effect: number) => Math.max(0.8, (Math.abs(effect) / most) * HALF);
  return (
    <table className="w-full border-collapse text-xs">
      <tbody>
        <PlainRow label={start.label} words={start.words} />
        {bars.map(({ key, label, effect, words }) => (
          <tr key={key} className="h-7">
            <th scope="row" className="w-36 max-w-36 truncate pr-2 text-left font-normal" title={label}>
              {label}
            </th>
            <td>
              <svg viewBox="0 0 100 12" preserveAspectRatio="none" className="block h-3 w-full" aria-hidden>
                <rect x="49.7" width="0.6" height="12" className="fill-line-strong" />
                <rect
                  x={effect < 0 ? HALF - length(effect) : HALF}
                  width={length(effect)}
                  height="12"
                  rx="1.5"
                  className={effect < 0 ? "fill-error/75" : "fill-primary/75"}
                />
              </svg>
            </td>
            <td className={`w-12 text-right tabular-nums ${effect < 0 ? "text-error" : ""}`}>{words}</td>
          </tr>
        ))}
        <PlainRow label={total.label} words={total.words} isTotal />
      </tbody>
    </table>
  );
}

function PlainRow({ label, words, isTotal }: { label: string; words: string; isTotal?: boolean }) {
  return (
    <tr className={`h-7 ${isTotal ? "border-line-strong border-t font-semibold" : ""}`}>
      <th scope="row" className="pr-2 text-left font-[inherit]" colSpan={2}>
        {label}
      </th>
      <td className="w-12 text-right tabular-nums">{words}</td>
    </tr>
  );
}
