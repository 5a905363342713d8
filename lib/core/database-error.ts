const STATEMENT_TIMEOUT = "57014";

/** PostgreSQL's or the connection's code of a failure, however often it was wrapped; undefined for any other. */
export function databaseCode(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = (cause as { code?: unknown }).code;
    if (typeof code === "string") return code;
    if (cause.message.startsWith("Connection terminated") || cause.message.includes("connection error"))
      return "08006";
    if (cause.message.includes("timeout exceeded when trying to connect")) return "53300";
  }
  return undefined;
}

/** Whether a statement took longer than it may. */
export const isStatementTimeout = (error: unknown): boolean => databaseCode(error) === STATEMENT_TIMEOUT;
