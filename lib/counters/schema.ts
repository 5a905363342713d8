/** What stands for all sources and all owners in a counter. Ids start at 1; owner 0 is nobody. */
export const EVERY = { source: 0, owner: -1 } as const;

export const DAY_SECONDS = 86_400;
export const WEEK_SECONDS = 7 * DAY_SECONDS;

/** Cards of a column that came in the week of the median, up to which the median is looked up exactly. */
export const EXACT_MEDIAN_UP_TO = 2_000;

/**
 * Days are counted singly, in blocks of 4, 16, … 1,024, and in one of all days, so that any period is made of
 * at most 6 blocks of each size: fewer, where it goes on to the last day, and one, where it is the whole time.
 */
export const BLOCK_GROWTH = 4;
export const LEVELS = [0, 1, 2, 3, 4, 5] as const;
/** The level whose first block holds every day until the year 2687. */
export const EVER = 9;
