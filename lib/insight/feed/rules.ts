import { SECOND } from "#lib/core/clock.ts";

/** Milliseconds between two beats of an idle stream. */
export const BEAT_EVERY = 10 * SECOND;
