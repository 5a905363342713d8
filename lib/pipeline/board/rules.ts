/** Changed cards that are read at once; after more changes than that the whole board is read. */
export const MAX_CHANGED_CARDS = 100;
