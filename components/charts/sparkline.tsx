import { scaleLinear } from "d3-scale";
import { curveMonotoneX, line } from "d3-shape";

const WIDTH = 72;
const HEIGHT = 24;

/** A small line chart with a point at its last value. */
export function Sparkline({ values }: { values: number[] }) {
  if (values.length < 2) return null;
  const x = scaleLinear([0, values.length - 1], [2, WIDTH - 4]);
  const y = scaleLinear([0, Math.max(1, ...values)], [HEIGHT - 4, 4]);
  const path = line<number>()
    .x((_, place) => x(place))
    .y((value) => y(value))
    .curve(curveMonotoneX);
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      aria-hidden
      className="min-w-8 shrink"
    >
      <path d={path(values) ?? ""} fill="none" strokeWidth="1.25" className="stroke-chart-2" />
      <circle cx={x(values.length - 1)} cy={y(values.at(-1) ?? 0)} r="2.5" className="fill-base-content" />
    </svg>
  );
}
