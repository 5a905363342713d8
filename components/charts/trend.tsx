"use client";

import { scaleLinear } from "d3-scale";
import { area, curveMonotoneX, line } from "d3-shape";
import { useRef, useState } from "react";
import { useFormat } from "#components/format/use-format.ts";
import { keyOf } from "#components/ui/keys.ts";

export type TrendSeries = { key: string; name: string; values: number[]; look: "main" | "second" | "before" };
type Props = {
  label: string;
  /** The name of each point (a day, week or month), and the labels of the axis. */
  points: { name: string; tick: string }[];
  series: TrendSeries[];
  /** Opens the list that a point counts. Receives the index of the point. */
  onOpen: (place: number) => void;
};

const WIDTH = 380;
const HEIGHT = 230;
const LEFT = 44;
const BOTTOM = 24;
const TOP = 8;
const GRID_LINES = 4;

const STROKE: Record<TrendSeries["look"], string> = {
  main: "stroke-chart-1",
  second: "stroke-base-content",
  before: "stroke-chart-2",
};

/** A line chart over time: the main series with a filled area, a second one in ink, and the previous period dashed. */
export function Trend({ label, points, series, onOpen }: Props) {
  const format = useFormat();
  const [at, setAt] = useState<number>();
  const most = Math.max(4, ...series.flatMap(({ values }) => values));
  const x = scaleLinear([0, Math.max(1, points.length - 1)], [LEFT, WIDTH - 4]);
  const y = scaleLinear([0, most], [HEIGHT - BOTTOM, TOP]).nice(GRID_LINES);
  const path = line<number>()
    .x((_, place) => x(place))
    .y((value) => y(value))
    .curve(curveMonotoneX);
  const fill = area<number>()
    .x((_, place) => x(place))
    .y0(y(0))
    .y1((value) => y(value))
    .curve(curveMonotoneX);
  /** The point that was visible before the press. The first touch shows a point, and the second one opens it. */
  const shownBefore = useRef<number>(undefined);
  const press = (event: React.PointerEvent<SVGSVGElement>) => {
    shownBefore.current = at;
    point(event);
  };
  const open = (event: React.MouseEvent<SVGSVGElement>) => {
    const isTouch = event.nativeEvent instanceof PointerEvent && event.nativeEvent.pointerType === "touch";
    if (at !== undefined && (!isTouch || shownBefore.current === at)) onOpen(at);
  };
  const point = (event: React.PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const place = x.invert(((event.clientX - box.left) / box.width) * WIDTH);
    setAt(Math.min(points.length - 1, Math.max(0, Math.round(place))));
  };
  const step = (event: React.KeyboardEvent) => {
    const key = keyOf(event);
    if (key === "Enter" && at !== undefined) onOpen(at);
    const by = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
    if (by !== 0)
      setAt((before) => Math.min(points.length - 1, Math.max(0, (before ?? points.length - 1) + by)));
  };
  const ticks =
    points.length > 1
      ? [0, Math.floor((points.length - 1) / 3), Math.floor(((points.length - 1) * 2) / 3), points.length - 1]
      : [0];
  return (
    <div className="relative mx-auto max-w-120">
      <ul className="mb-2 flex flex-wrap gap-x-4 text-muted text-xs">
        {series.map(({ key, name, look }) => (
          <li key={key} className="inline-flex items-center gap-2">
            <svg width="14" height="2" aria-hidden>
              <line
                x1="0"
                x2="14"
                y1="1"
                y2="1"
                strokeWidth="2"
                strokeDasharray={look === "before" ? "2 3" : undefined}
                className={STROKE[look]}
              />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <svg
        role="img"
        aria-label={label}
        tabIndex={0}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="block h-auto w-full cursor-pointer"
        onPointerDown={press}
        onPointerMove={point}
        onPointerLeave={(event) => event.pointerType === "touch" || setAt(undefined)}
        onClick={open}
        onKeyDown={step}
        onBlur={() => setAt(undefined)}
      >
        {y.ticks(GRID_LINES).map((value) => (
          <g key={value}>
            <line x1={LEFT} x2={WIDTH} y1={y(value)} y2={y(value)} className="stroke-line" />
            <text x={LEFT - 8} y={y(value) + 4} textAnchor="end" className="fill-muted text-xs tabular-nums">
              {format.number(value)}
            </text>
          </g>
        ))}
        {[...new Set(ticks)].map((place) => (
          <text
            key={place}
            x={x(place)}
            y={HEIGHT - 6}
            textAnchor={place === 0 ? "start" : place === points.length - 1 ? "end" : "middle"}
            className="fill-muted text-xs"
          >
            {points[place]?.tick}
          </text>
        ))}
        {series.map(({ key, values, look }) => (
          <g key={key}>
            {look === "main" && <path d={fill(values) ?? ""} className="fill-chart-soft" />}
            <path
              d={path(values) ?? ""}
              fill="none"
              strokeWidth={look === "main" ? 2 : 1.5}
              strokeDasharray={look === "before" ? "3 4" : undefined}
              className={STROKE[look]}
            />
          </g>
        ))}
        {at !== undefined && (
          <line x1={x(at)} x2={x(at)} y1={TOP} y2={HEIGHT - BOTTOM} className="stroke-control" />
        )}
        {at !== undefined &&
          series
            .filter(({ look }) => look !== "before")
            .map(({ key, values, look }) => (
              <circle
                key={key}
                cx={x(at)}
                cy={y(values[at] ?? 0)}
                r="4"
                className={`stroke-base-100 ${look === "main" ? "fill-chart-1" : "fill-base-content"}`}
                strokeWidth="1.5"
              />
            ))}
      </svg>
      {at !== undefined && (
        <div
          role="status"
          className={`pointer-events-none absolute top-8 min-w-36 rounded-box bg-neutral px-3 py-2 text-neutral-content text-xs ${x(at) > WIDTH / 2 ? "-translate-x-full" : ""}`}
          style={{ left: `calc(${(x(at) / WIDTH) * 100}% + ${x(at) > WIDTH / 2 ? -12 : 12}px)` }}
        >
          <p className="mb-1 opacity-80">{points[at]?.name}</p>
          {series.map(({ key, name, values }) => (
            <p key={key} className="flex justify-between gap-4">
              {name} <span className="font-semibold tabular-nums">{values[at] ?? 0}</span>
            </p>
          ))}
        </div>
      )}
    </div>
  );
}
