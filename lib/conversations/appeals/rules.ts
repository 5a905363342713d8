/** Minutes before the end of an offer within which it needs attention. */
export const BREACHES_WITHIN_MINUTES = 5;

/** The number of missed offers after which managers are notified of an appeal. */
export const MANAGERS_TOLD_AFTER = 3;
