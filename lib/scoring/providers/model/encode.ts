import type { CrossFeature, Encoder, FeatureSpec, PlainFeature, Row } from "./schema.ts";

const BINS = 8;
/** Levels with fewer rows, or a smaller share of the rows, are encoded as "other". */
const RARE_ROWS = 5;
const RARE_SHARE = 0.001;

/**
 * Rows as a sparse matrix of zeros and ones. Each row has one active column for every feature: `active` holds their
 * indices, `perRow` for each row, ascending.
 */
export type Design = { active: Int32Array; perRow: number; rows: number; columns: number };

const rareBelow = (rows: number) => Math.max(RARE_ROWS, RARE_SHARE * rows);

/** Infers the kind of each feature from its values; mixed ones are categories. */
export function inferSpecs(rows: Row[]): FeatureSpec[] {
  const kinds = new Map<string, FeatureSpec["kind"]>();
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      if (value === null) continue;
      const kind = typeof value === "string" ? "category" : typeof value === "number" ? "number" : "boolean";
      kinds.set(name, (kinds.get(name) ?? kind) === kind ? kind : "category");
    }
  }
  return [...kinds].map(([name, kind]) => ({ name, kind }));
}

/**
 * Learns the columns of each feature from training rows: levels of a category that are frequent enough,
 * eight bins of a number with as equal counts as ties allow.
 */
export function fitEncoder(rows: Row[], specs: FeatureSpec[] = inferSpecs(rows)): Encoder {
  return { features: specs.map((spec) => fitFeature(spec, rows)), crosses: [] };
}

function fitFeature({ name, kind }: FeatureSpec, rows: Row[]): PlainFeature {
  if (kind === "boolean") return { kind, name };
  const known = rows.map((row) => row[name] ?? null).filter((value) => value !== null);
  if (kind === "number")
    return { kind, name, edges: quantileEdges(known.filter((value) => typeof value === "number")) };
  const counts = new Map<string, number>();
  for (const value of known) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  const frequent = [...counts].filter(([, count]) => count >= rareBelow(rows.length));
  return { kind, name, levels: frequent.map(([level]) => level).sort() };
}

/** A value that alone fills a bin gets its own bin, and the rest is divided among the remaining bins. */
function quantileEdges(values: number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  const edges: number[] = [];
  let start = 0;
  for (let place = 1; place < sorted.length && edges.length < BINS - 1; place += 1) {
    const [value, before] = [sorted[place], sorted[place - 1]];
    if (value === undefined || value === before) continue;
    if (place - start < (sorted.length - start) / (BINS - edges.length)) continue;
    edges.push(value);
    start = place;
  }
  return edges;
}

/** The number of columns of a plain feature. */
export function widthOf(feature: PlainFeature): number {
  if (feature.kind === "category") return feature.levels.length + 2;
  return feature.kind === "number" ? feature.edges.length + 2 : 3;
}

/** Returns a function from a value of a plain feature to the index of its column. */
function columnFinder(feature: PlainFeature): (value: Row[string] | undefined) => number {
  const missing = widthOf(feature) - 1;
  if (feature.kind === "boolean") return (value) => (typeof value === "boolean" ? Number(value) : missing);
  if (feature.kind === "number") {
    const { edges } = feature;
    return (value) => {
      if (typeof value !== "number" || Number.isNaN(value)) return missing;
      const above = edges.findIndex((edge) => value < edge);
      return above < 0 ? edges.length : above;
    };
  }
  const places = new Map(feature.levels.map((level, place) => [level, place]));
  return (value) =>
    value === null || value === undefined ? missing : (places.get(String(value)) ?? missing - 1);
}

/** More than the columns of any feature. */
const MAX_COLUMNS = 1e6;
const pairKey = (left: number, right: number) => left * MAX_COLUMNS + right;

/** The first column of every feature, plain ones then crosses, and after the last the count of all. */
export function columnStarts({ features, crosses }: Encoder): number[] {
  const starts = [0];
  const widths = [...features.map(widthOf), ...crosses.map(({ pairs }) => pairs.length + 1)];
  for (const width of widths) starts.push((starts.at(-1) ?? 0) + width);
  return starts;
}

/** The names of all features, in the order of a row's columns. */
export const featureNames = ({ features, crosses }: Encoder) =>
  [...features, ...crosses].map(({ name }) => name);

/** @returns a function that writes a row's active columns, one for each feature */
export function rowEncoder(encoder: Encoder): (row: Row, into: Int32Array) => void {
  const { features, crosses } = encoder;
  const starts = Int32Array.from(columnStarts(encoder));
  const placers = features.map((feature) => ({ name: feature.name, place: columnFinder(feature) }));
  const pairers = crosses.map((cross) => crossPlacer(cross, features));
  return (row, into) => {
    for (const [at, { name, place }] of placers.entries()) into[at] = (starts[at] ?? 0) + place(row[name]);
    for (const [turn, pair] of pairers.entries()) {
      const at = features.length + turn;
      const place = (of: number) => (into[of] ?? 0) - (starts[of] ?? 0);
      into[at] = (starts[at] ?? 0) + pair.placeOf(place(pair.one), place(pair.other));
    }
  };
}

/**
 * The indices of the two features of a cross among the plain ones.
 * @throws Error when one is unknown
 */
export function placesOf(features: PlainFeature[], names: [string, string]): [one: number, other: number] {
  const placeOf = (name: string) => {
    const place = features.findIndex((feature) => feature.name === name);
    if (place < 0) throw new Error(`A cross of an unknown feature: ${name}`);
    return place;
  };
  return [placeOf(names[0]), placeOf(names[1])];
}

function crossPlacer({ of, pairs }: CrossFeature, features: PlainFeature[]) {
  const [one, other] = placesOf(features, of);
  const places = new Map(pairs.map(([left, right], place) => [pairKey(left, right), place]));
  return {
    one,
    other,
    placeOf: (left: number, right: number) => places.get(pairKey(left, right)) ?? pairs.length,
  };
}

/** All rows at once. */
export function encodeRows(encoder: Encoder, rows: Row[]): Design {
  const perRow = encoder.features.length + encoder.crosses.length;
  const active = new Int32Array(rows.length * perRow);
  const encode = rowEncoder(encoder);
  for (const [at, row] of rows.entries()) encode(row, active.subarray(at * perRow, (at + 1) * perRow));
  return { active, perRow, rows: rows.length, columns: columnStarts(encoder).at(-1) ?? 0 };
}

/**
 * Adds crosses to an encoder: for each pair of features, the combinations that are frequent in training rows.
 * @throws Error when a feature is unknown
 */
export function withCrosses(encoder: Encoder, of: [string, string][], rows: Row[]): Encoder {
  const plain = { features: encoder.features, crosses: [] };
  const { active, perRow } = encodeRows(plain, rows);
  const starts = columnStarts(plain);
  const crosses = of.map((names) => {
    const [one, other] = placesOf(encoder.features, names);
    const counts = new Map<string, { pair: [number, number]; count: number }>();
    for (let at = 0; at < active.length; at += perRow) {
      const pair: [number, number] = [
        (active[at + one] ?? 0) - (starts[one] ?? 0),
        (active[at + other] ?? 0) - (starts[other] ?? 0),
      ];
      const found = counts.get(pair.join());
      if (found) found.count += 1;
      else counts.set(pair.join(), { pair, count: 1 });
    }
    const frequent = [...counts.values()].filter(({ count }) => count >= rareBelow(rows.length));
    return { name: names.join(" × "), of: names, pairs: frequent.map(({ pair }) => pair) };
  });
  return { features: encoder.features, crosses };
}
