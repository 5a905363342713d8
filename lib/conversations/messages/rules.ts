/** Characters of one message. */
export const MAX_MESSAGE = 10_000;
