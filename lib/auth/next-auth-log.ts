import type { LoggerInstance } from "next-auth";
import { faultDetails, log } from "#lib/core/log.ts";

/** The form of next-auth's event codes. Other texts come from requests and are not logged. */
const CODE = /^[A-Z][A-Z0-9_]{0,63}$/;

const knownCode = (code: unknown) => (typeof code === "string" && CODE.test(code) ? code : "UNKNOWN");

/** The stack without the message, in which next-auth quotes addresses and cookies of the request. */
function placeOf(metadata: unknown): { stack?: string[] | undefined } {
  const error =
    metadata instanceof Error
      ? metadata
      : metadata instanceof Object && "error" in metadata && metadata.error;
  return error instanceof Error ? { stack: faultDetails(error).stack } : {};
}

/** next-auth's own log, as JSON lines that hold codes and no text of a request. */
export const nextAuthLogger: LoggerInstance = {
  error: (code, metadata) => log.warn({ code: knownCode(code), ...placeOf(metadata) }, "next-auth failed"),
  warn: (code) => log.warn({ code: knownCode(code) }, "next-auth warns"),
  debug: (code) => log.debug({ code: knownCode(code) }, "next-auth"),
};
