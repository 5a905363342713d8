import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from "node:fs";

/** The maximum bytes of a log file, and of the older part stored beside it. */
const MAX_LOG_BYTES = 20 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;

const { O_CREAT, O_EXCL, O_RDWR, O_WRONLY } = constants;
// Windows does not have this flag.
const NO_LINKS = constants.O_NOFOLLOW ?? 0;

/**
 * Moves the content of a large log file to `<path>.1` and replaces the one before. The file itself is emptied and not
 * renamed, because the programs that append to it have it open. root calls this in a folder of the database's user,
 * who could create links there: a log that is a link is not touched, and a link at `<path>.1` is replaced.
 */
export function rotateLog(path: string, maxBytes = MAX_LOG_BYTES): void {
  const log = openOwnFile(path);
  if (log === undefined) return;
  try {
    if (fstatSync(log).size < maxBytes) return;
    try {
      keepCopy(log, `${path}.1`);
    } catch {
      // The disk is full. The old part is dropped, because new lines need the space.
      removeFile(`${path}.1`);
    }
    ftruncateSync(log);
  } finally {
    closeSync(log);
  }
}

/** Opens an existing file that has no other name. */
function openOwnFile(path: string): number | undefined {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
  const file = openUnlinked(path);
  if (file === undefined) return undefined;
  // The file may have been replaced in the meantime, so the opened file is checked again.
  const stats = fstatSync(file);
  if (stats.isFile() && stats.nlink === 1) return file;
  closeSync(file);
  return undefined;
}

function openUnlinked(path: string): number | undefined {
  try {
    return openSync(path, O_RDWR | NO_LINKS);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ELOOP") return undefined;
    throw error;
  }
}

function keepCopy(log: number, path: string): void {
  rmSync(path, { force: true });
  const copy = openSync(path, O_WRONLY | O_CREAT | O_EXCL | NO_LINKS, 0o600);
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let position = 0;
    for (let length = -1; length !== 0; position += length) {
      length = readSync(log, chunk, 0, CHUNK_BYTES, position);
      for (let written = 0; written < length; ) written += writeSync(copy, chunk, written, length - written);
    }
  } finally {
    closeSync(copy);
  }
}

function removeFile(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It is a folder and no copy of a log.
  }
}
