/** What stands for all sources and all owners in a counter. Ids start at 1. */
export const EVERY = { source: 0, owner: -1 } as const;
/** What stands in it for no owner. */
export const NOBODY = 0;

export const DAY_SECONDS = 86_400;
export const WEEK_SECONDS = 7 * DAY_SECONDS;

/**
 * Cards of a column that came in the week of the median, up to which the median is looked up exactly. Of one
 * source or owner it takes stepping over the others' cards.
 */
export const EXACT_MEDIAN_UP_TO = { all: 500, one: 100 } as const;

/**
 * The days in which leads were created are counted in blocks of a quarter of a day and of 1, 4, … 1,024 days,
 * and in one of all days, so that any period is made of at most 6 blocks of each size: fewer, where it goes on
 * to this day, and one, where it is the whole time. Quarters are not counted for each source: it has few leads.
 */
export const QUARTER_SECONDS = DAY_SECONDS / 4;
export const BLOCK_GROWTH = 4;
export const LEVELS = [0, 1, 2, 3, 4, 5, 6] as const;
/** The level of the smallest blocks. */
export const FINEST = { everySource: 0, oneSource: 1 } as const;
/** The level whose first block holds every day until the year 2149. */
export const EVER = 9;

/** The step that counts first replies, after those of the funnel. */
export const FIRST_REPLY = 7;

/**
 * A figure of the leads that were created in a period. Bucket -1 counts those that came no further than the step;
 * any other, those that took so long to reach it.
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

/** So few are looked at for exact medians: that is quicker than to explain an estimate. */
export const FEW_LEADS = 1_000;
