import { type Placeholder, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { clock, DAY } from "./clock.ts";
import { MAX_DAY, MAX_PERIOD, MAX_PERIOD_DAYS, MIN_DAY } from "./limits.ts";

const isInRange = (value: string) => value >= MIN_DAY && value <= MAX_DAY;
/** In UTC, a moment of the first or last day may be a day outside of the range. */
const isInstantInRange = (value: string) =>
  Date.parse(value) >= Date.parse(MIN_DAY) && Date.parse(value) < Date.parse(MAX_DAY) + DAY;
/** PostgreSQL refuses an offset of 16 hours or more and an overlong fraction of a second. */
const isStorable = (value: string) => !/[+-](1[6-9]|2\d):\d\d$/.test(value) && value.length <= 40;

const OUT_OF_RANGE = `must be from ${MIN_DAY} to ${MAX_DAY}`;

/** A day of the calendar. */
export const day = z.iso.date().refine(isInRange, OUT_OF_RANGE);

/** An exact moment, which PostgreSQL, drizzle and a browser read back as it was written. */
export const instant = z.iso
  .datetime({ offset: true })
  .refine(isInstantInRange, OUT_OF_RANGE)
  .refine(isStorable, "must be a moment that can be stored");

/** A day of the workspace's calendar, or an exact moment. */
export const moment = z.union([day, instant]);

type Ends = { from: string; to: string };

/** The pairs among these names that delimit a period: `from` and `to`, `paid_from` and `paid_to`. */
function periodsAmong(names: string[]): Ends[] {
  return names.flatMap((from) => {
    const to = from.replace(/(^|_)from$/, "$1to");
    return to !== from && names.includes(to) ? [{ from, to }] : [];
  });
}

/**
 * The length of a period in milliseconds. A report (`from` and `to`) without an end lasts until now; a list that is
 * filtered by one end only has no period.
 */
function lengthOf(from: unknown, to: unknown, ends: Ends): number {
  if (typeof from !== "string") return 0;
  if (typeof to === "string") return Date.parse(to) - Date.parse(from);
  return ends.from === "from" ? clock.now().getTime() - DAY - Date.parse(from) : 0;
}

/** The days that a report's period touches; one too few or too many when it does not begin and end at midnight. */
export const daysIn = ({ from, to }: Period): number =>
  from === undefined ? DEFAULT_DAYS : Math.floor(lengthOf(from, to, { from: "from", to: "to" }) / DAY) + 1;

/** The same schema, refusing every period of more than ten years among its fields. */
export function boundPeriods<Schema extends z.ZodType>(schema: Schema): Schema {
  if (!(schema instanceof z.ZodObject)) return schema;
  const periods = periodsAmong(Object.keys(schema.shape));
  if (periods.length === 0) return schema;
  return schema.superRefine((value: Record<string, unknown>, { addIssue }) => {
    for (const ends of periods) {
      if (lengthOf(value[ends.from], value[ends.to], ends) < MAX_PERIOD) continue;
      addIssue({
        code: "custom",
        path: [ends.from],
        message: `must not be more than ${MAX_PERIOD_DAYS} days before the end`,
        params: { code: "period_too_long" },
      });
    }
  });
}

/** Maximum age in days. */
export const ageInDays = z.coerce.number().int().min(1).max(36_500);

/** The query parameters of a report on a period: both ends included, 30 days by default. */
export const periodQuery = {
  from: moment
    .optional()
    .describe("First day of the period in the workspace's calendar, or its first moment."),
  to: moment
    .optional()
    .describe("Last day of the period in the workspace's calendar, or the first moment after it."),
};

export type Period = { from?: string | undefined; to?: string | undefined };

const DEFAULT_DAYS = 30;

/** Half-open in the database: `from` is inside, `to` is the first moment after. */
export type Bounds = { from: SQL; to: SQL };

/**
 * The period as moments. A day begins and ends in the workspace's time zone; a `to` that is a day is
 * part of the period.
 */
export function boundsOf(period: Period, timeZone: string): Bounds {
  const zone = sql`${timeZone}::text`;
  const dayAt = (value: string) => sql`(${value}::date)::timestamp at time zone ${zone}`;
  const dayAfter = (value: string) => sql`(${value}::date + 1)::timestamp at time zone ${zone}`;
  const isDay = (value: string) => day.safeParse(value).success;
  const to = period.to
    ? isDay(period.to)
      ? dayAfter(period.to)
      : sql`${period.to}::timestamptz`
    : sql`now()`;
  const from = period.from
    ? isDay(period.from)
      ? dayAt(period.from)
      : sql`${period.from}::timestamptz`
    : sql`(${to}) - make_interval(days => ${sql.raw(String(DEFAULT_DAYS))})`;
  return { from: sql`(${from})`, to: sql`(${to})` };
}

/** The period of the same length that ends where this one begins. */
export function boundsBefore({ from, to }: Bounds): Bounds {
  return { from: sql`(${from} - (${to} - ${from}))`, to: from };
}

export function within(column: SQL, { from, to }: Bounds): SQL {
  return sql`(${column} >= ${from} and ${column} < ${to})`;
}

type Moment = string | Placeholder;

/**
 * A subquery, because under row-level security PostgreSQL uses an index only for comparisons with leakproof
 * expressions.
 */
const onCalendar = (value: Moment, midnight: SQL) => sql`(
  select case when length(${value}::text) = 10 then ${midnight} else ${value}::timestamptz end from workspaces)`;

const midnightOf = (calendarDay: SQL) =>
  sql`((${calendarDay})::timestamp at time zone usable_time_zone(workspaces.time_zone))`;

/** The first moment of a day of the workspace's calendar. An exact moment stays as it is. */
export const startOf = (value: Moment): SQL => onCalendar(value, midnightOf(sql`${value}::date`));

/** The last moment of a day, which is part of the period that it ends. An exact moment stays as it is. */
export const endOf = (value: Moment): SQL =>
  onCalendar(value, sql`${midnightOf(sql`${value}::date + 1`)} - interval '1 microsecond'`);

/** The first moment of today in the workspace's time zone. */
export const startOfToday = sql`(select date_trunc('day', now(), usable_time_zone(workspaces.time_zone)) from workspaces)`;
export const startOfTomorrow = sql`(
  select ${midnightOf(sql`(now() at time zone usable_time_zone(workspaces.time_zone))::date + 1`)} from workspaces)`;
