import type { Example } from "./schema.ts";

/** Of the examples, so large a share is kept from learning and judges. */
const NEWEST_SHARE = 0.2;

/** @param examples oldest first */
export function splitNewest(examples: Example[]): { older: Example[]; newest: Example[] } {
  const at = Math.floor(examples.length * (1 - NEWEST_SHARE));
  return { older: examples.slice(0, at), newest: examples.slice(at) };
}
