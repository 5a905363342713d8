import pino from "pino";
import { env } from "./env.ts";

/** JSON lines on standard output. Never log bodies, headers, message texts or addresses of people. */
export const log = pino({
  level: env().LOG_LEVEL,
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
});

/**
 * What may be logged of a failure. The message of a database error can carry values of rows: of such a
 * one, only its code and where it came from.
 */
export function faultDetails(error: unknown): { code?: string; message?: string; stack?: string[] } {
  if (!(error instanceof Error)) return {};
  const code = codeOf(error);
  const stack = error.stack?.split("\n").filter((line) => line.startsWith("    at "));
  return { ...(code ? { code } : { message: error.message }), stack: stack?.slice(0, 11) };
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return "code" in error && typeof error.code === "string" ? error.code : codeOf(error.cause);
}
