import { copyFileSync, rmSync, statSync, truncateSync } from "node:fs";

/** Bytes of a log file, and of the older part that is kept beside it. */
const MAX_LOG_BYTES = 20 * 1024 * 1024;

/**
 * Moves a log file that has grown large to `<path>.1`, in the place of the one before. The file itself stays, empty:
 * the programs that append to it have it open.
 */
export function rotateLog(path: string, maxBytes = MAX_LOG_BYTES): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size < maxBytes) return;
  try {
    copyFileSync(path, `${path}.1`);
  } catch {
    // The disk is full: what is new needs the place more than what is old.
    rmSync(`${path}.1`, { force: true });
  }
  truncateSync(path);
}
