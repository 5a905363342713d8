const STATEMENT_TIMEOUT = "57014";

/** PostgreSQL's codes for a connection that is gone or cannot be made. */
const CONNECTION_LOST = new Set([
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08003",
  "08006",
  "53300",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
]);
/** Another transaction won. */
const RACE_LOST = new Set(["40001", "40P01", "55P03"]);

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

const isOneOf = (codes: ReadonlySet<string>, error: unknown): boolean => codes.has(databaseCode(error) ?? "");

/** Whether the connection is lost or cannot be made: the database is unavailable. */
export const isConnectionLost = (error: unknown): boolean => isOneOf(CONNECTION_LOST, error);

/** Whether another transaction won a race, so that the same can be tried again. */
export const isRaceLost = (error: unknown): boolean => isOneOf(RACE_LOST, error);

/** Whether a statement exceeded its time-out. */
export const isStatementTimeout = (error: unknown): boolean => databaseCode(error) === STATEMENT_TIMEOUT;

/** Whether the database is at fault and not the rows, so that the same may succeed later. */
export const isTransientFault = (error: unknown): boolean =>
  isConnectionLost(error) || isRaceLost(error) || isStatementTimeout(error);
