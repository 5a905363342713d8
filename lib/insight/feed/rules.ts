import { SECOND } from "#lib/core/clock.ts";

/** Milliseconds between two signs of life of a stream that has nothing to tell. */
export const BEAT_EVERY = 10 * SECOND;
