/** The cookie with the ids of the jobs that somebody follows, until their end has been seen. */
export const FOLLOWED_COOKIE = "bulk-jobs";
