import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { FeatureSpec, Row } from "#lib/scoring/providers/model/schema.ts";

/** A line of the file: its features, and whether its outcome is positive. */
export type Line = { row: Row; outcome: boolean };

export type Source = {
  path: string;
  /** Detected from the header when not given. */
  delimiter?: string;
  target: string;
  /** The target's value that counts as positive. */
  positive: string;
  /** The column to sort by. Without it the lines are in time order already. */
  order?: string;
  leaveOut: string[];
  /** Columns of numbers that are categories, such as codes. */
  categories: string[];
};

const DELIMITERS = [",", ";", "\t", "|"];

/** Reads the lines of a CSV file with a header, oldest first. */
export function readLines(source: Source): { lines: Line[]; specs: FeatureSpec[] } {
  const text = readFileSync(source.path, "utf8");
  const delimiter = source.delimiter ?? detectDelimiter(text);
  const records: Record<string, string>[] = parse(text, { columns: true, delimiter, bom: true, trim: true });
  const names = Object.keys(records[0] ?? {});
  const asked = [
    source.target,
    ...source.leaveOut,
    ...source.categories,
    ...(source.order ? [source.order] : []),
  ];
  const unknown = asked.filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new Error(`${source.path} has no column ${unknown.join(", ")}; it has ${names.join(", ")}`);
  if (source.order) sortBy(records, source.order);
  const left = new Set([source.target, source.order, ...source.leaveOut]);
  const specs = names
    .filter((name) => !left.has(name))
    .map((name) => specOf(name, records, source.categories));
  const lines = records.map((record) => ({
    row: Object.fromEntries(specs.map((spec) => [spec.name, valueAs(record[spec.name] ?? "", spec)])),
    outcome: record[source.target] === source.positive,
  }));
  return { lines, specs };
}

function detectDelimiter(text: string): string {
  const header = text.slice(0, text.indexOf("\n"));
  const count = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.reduce((best, other) => (count(other) > count(best) ? other : best));
}

const isNumber = (value: string) => value !== "" && Number.isFinite(Number(value));

function sortBy(records: Record<string, string>[], column: string): void {
  const compare = new Intl.Collator("en", { numeric: true }).compare;
  records.sort((one, other) => compare(one[column] ?? "", other[column] ?? ""));
}

function specOf(name: string, records: Record<string, string>[], categories: string[]): FeatureSpec {
  const isNumeric = records.every((record) => record[name] === "" || isNumber(record[name] ?? ""));
  return { name, kind: isNumeric && !categories.includes(name) ? "number" : "category" };
}

function valueAs(text: string, { kind }: FeatureSpec): string | number | null {
  if (text === "") return null;
  return kind === "number" ? Number(text) : text;
}
