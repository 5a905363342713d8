import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";

/** PostgreSQL knows no year 0, no zone that is 16 hours away, and no fraction without end. */
const isStorable = (value: string) =>
  !value.startsWith("0000") && !/[+-](1[6-9]|2\d):\d\d$/.test(value) && value.length <= 40;

/** A day of the calendar. */
export const day = z.iso.date().refine(isStorable, "must be a year from 1 on");

/** A day of the workspace's calendar, or an exact moment. */
export const moment = z.union([
  day,
  z.iso.datetime({ offset: true }).refine(isStorable, "must be a moment that can be stored"),
]);

/** How many days old something is at most. */
export const ageInDays = z.coerce.number().int().min(1).max(36_500);

/** The query parameters of everything that looks at a period: both ends included, 30 days unless said. */
export const periodQuery = { from: moment.optional(), to: moment.optional() };

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
  const startOf = (value: string) => sql`(${value}::date)::timestamp at time zone ${zone}`;
  const endOf = (value: string) => sql`(${value}::date + 1)::timestamp at time zone ${zone}`;
  const isDay = (value: string) => day.safeParse(value).success;
  const to = period.to ? (isDay(period.to) ? endOf(period.to) : sql`${period.to}::timestamptz`) : sql`now()`;
  const from = period.from
    ? isDay(period.from)
      ? startOf(period.from)
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

/** The last moment of a day, in UTC: a day is part of the period that it ends. An exact moment stays as it is. */
export const endOfDay = (value: string): string =>
  day.safeParse(value).success ? `${value}T23:59:59.999Z` : value;
