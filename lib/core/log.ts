import pino from "pino";
import { z } from "zod";
import { env } from "./env.ts";

/** JSON lines on standard output. Never log bodies, headers, message texts or addresses of people. */
export const log = pino({
  level: env().LOG_LEVEL,
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
});

/**
 * The details of a failure that may be logged. The message of a database error can contain values of rows, so only
 * its code and its stack are kept.
 */
export function faultDetails(error: unknown): { code?: string; message?: string; stack?: string[] } {
  const { message, stack } = Fault.safeParse(error).data ?? {};
  const code = codeOf(error);
  const calls = stack?.split("\n").filter((line) => line.startsWith("    at "));
  return { ...(code ? { code } : { message }), stack: calls?.slice(0, 11) };
}

/** pg-boss passes errors on as plain objects. */
const Fault = z.object({
  code: z.string().optional().catch(undefined),
  message: z.string().optional(),
  stack: z.string().optional(),
  cause: z.unknown().optional(),
});

function codeOf(error: unknown): string | undefined {
  const fault = Fault.safeParse(error).data;
  return fault && (fault.code ?? codeOf(fault.cause));
}
