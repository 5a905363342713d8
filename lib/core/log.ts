import pino from "pino";
import { env } from "./env.ts";

/** JSON lines on standard output. Never log bodies, headers, message texts or addresses of people. */
export const log = pino({
  level: env().LOG_LEVEL,
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
});
