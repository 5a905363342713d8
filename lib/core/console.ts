import { faultDetails, log } from "./log.ts";

/** Characters of one printed text; a library may print a whole request. */
const MAX_PRINTED = 2_000;

const METHODS = {
  error: "error",
  warn: "warn",
  log: "info",
  info: "info",
  debug: "debug",
  trace: "debug",
} as const;

/**
 * Sends what Next and other libraries print into the log, each call as one JSON line, so that a request's text that
 * they quote cannot forge a line. An error is reduced to `faultDetails`, and any other object to the name of its
 * class, because a printed request would bring its cookies into the log.
 */
export function logConsole(): void {
  for (const [method, level] of Object.entries(METHODS)) {
    console[method as keyof typeof METHODS] = (...printed: unknown[]) => {
      const fault = printed.find((part) => part instanceof Error);
      log[level](
        { source: "console", ...(fault && { fault: faultDetails(fault) }) },
        printed.map(describe).filter(Boolean).join(" ").slice(0, MAX_PRINTED),
      );
    };
  }
}

const describe = (part: unknown): string => {
  if (part instanceof Error) return "";
  if (typeof part === "string") return stripColours(part);
  const hasParts = ["object", "function", "symbol"].includes(typeof part) && part !== null;
  return hasParts ? (Object.getPrototypeOf(part)?.constructor?.name ?? "Object") : String(part);
};

// The log is a file, where the colours of a terminal are unreadable.
const stripColours = (text: string) => text.replaceAll(ANSI_COLOUR, "");
const ANSI_COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");
