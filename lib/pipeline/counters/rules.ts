/** The ids that stand for all sources and all owners in a counter. Real ids start at 1. */
export const EVERY = { source: 0, owner: -1 } as const;
/** The owner id in a counter for cards without an owner. */
export const NO_OWNER = 0;

export const DAY_SECONDS = 86_400;
export const WEEK_SECONDS = 7 * DAY_SECONDS;

/**
 * The median of a column is exact when at most this many of its cards came in the week of the median. For one source
 * or owner the limit is lower, because the index scan has to skip the others' cards.
 */
export const EXACT_MEDIAN_UP_TO = { all: 500, one: 100 } as const;

/**
 * The days in which leads were created are counted in blocks of a quarter of a day and of 1, 4, … 1,024 days, and in
 * one of all days, so that any period consists of at most 6 blocks of each size, of fewer when it lasts until today,
 * and of one when it is the whole time. Single sources have no quarter blocks, because they have few leads.
 */
export const QUARTER_SECONDS = DAY_SECONDS / 4;
export const BLOCK_GROWTH = 4;
export const LEVELS = [0, 1, 2, 3, 4, 5, 6] as const;
/** The level of the smallest blocks. */
export const FINEST = { everySource: 0, oneSource: 1 } as const;
/** The level whose first block contains every day until the year 2149. */
export const EVER = 9;

/** The step that counts first replies, after those of the funnel. */
export const FIRST_REPLY = 7;

/**
 * A figure of the leads that were created in a period. Bucket -1 counts those whose furthest step this is; any other
 * bucket counts those that took that long to reach it.
 */
export type CreatedFact = {
  /** `EVERY.source` where sources are counted together, or one alone. */
  sourceId: number;
  step: number;
  bucket: number;
  isLost: boolean;
  reason: string;
  count: number;
};

/** Up to this many leads, the funnel reads the leads themselves, so its medians are exact. */
export const MAX_EXACT_LEADS = 1_000;
