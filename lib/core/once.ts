/**
 * Runs an asynchronous step once: all callers share its promise. After a failure the next caller runs it again,
 * because a shared rejection would fail every caller until a restart.
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
