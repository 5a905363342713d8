/**
 * An asynchronous step that is made once: all callers share its promise. One that failed is made again by the next
 * caller, because a kept rejection would fail them all until a restart.
 */
export function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
