/** What stands for all sources and all owners in a counter. Ids start at 1; owner 0 is nobody. */
export const EVERY = { source: 0, owner: -1 } as const;

export const DAY_SECONDS = 86_400;
export const WEEK_SECONDS = 7 * DAY_SECONDS;

/** Cards of a column that came in the week of the median, up to which the median is looked up exactly. */
export const EXACT_MEDIAN_UP_TO = 2_000;

/**
 * Days are counted singly and in blocks of 8, 64 and 512, so that any period is made of at most 14 blocks of
 * each size and a few of the largest.
 */
export const BLOCK_GROWTH = 8;
export const LEVELS = [0, 1, 2, 3] as const;
