import { DAY, MINUTE, SECOND } from "./clock.ts";

// Every rate, share, quota and time-out that keeps one caller from exhausting what all callers share. What is counted
// in a process (connections, streams, exports, sockets) is a share of what that process has; what is counted in the
// database (invites, bulk jobs) holds for all processes together.

/** Bytes of a body; an upload has a route of its own. */
export const MAX_BODY = 1024 * 1024;

/** Paths that take larger bodies and limit them themselves, by their beginning. There is none yet. */
export const UPLOAD_PATHS: readonly string[] = [];

/** What a server grants its sockets. Times are milliseconds, sizes bytes. */
export const SOCKET_LIMITS = {
  /** Until the head of a request is there, from the first byte or, on a new connection, from its opening. */
  headWithin: 30 * SECOND,
  /** Until the whole body is there. A mebibyte in this time is the slowest line that is served. */
  bodyWithin: 30 * SECOND,
  /**
   * Time without a byte in either direction. The slowest answer, a training, takes a minute; live streams send a beat
   * more often.
   */
  maxSilence: 5 * MINUTE,
  /** How long further bytes of a refused client are discarded, so that it can still read the answer. */
  lingerFor: 2 * SECOND,
  /** Between two checks for sockets that exceeded a time limit. */
  checkEvery: SECOND,
  /** Of one process; each costs some 20 kB. */
  maxConnections: 4_000,
  /** Of one IPv4 address or IPv6 /64: an office behind one router, with its live streams. Not for TRUSTED_PROXIES. */
  maxConnectionsOfAddress: 1_000,
  /** The same without the head of a first request: a browser opens six, a busy integration a hundred. */
  maxHeadless: 200,
  /** Requests on one connection that wait for their answers. Browsers and proxies send one after the other. */
  maxPipelined: 16,
  /** Of a body. */
  maxBody: MAX_BODY,
  /** A body that arrives in pieces gets memory in pages of this size. */
  bodyPage: 16 * 1024,
  /** Bytes a second of the bodies of one client, and for how many milliseconds it may be ahead of that. */
  bodyRate: 4 * MAX_BODY,
  bodyBurst: SECOND,
  /** Of bodies that are not complete, or wait for the turn of their request: of all clients, and of one. */
  maxUnfinished: 64 * MAX_BODY,
  maxUnfinishedOfAddress: 16 * MAX_BODY,
};
export type SocketLimits = typeof SOCKET_LIMITS;

/** Milliseconds that one reading statement may take. A person would not wait longer. */
export const READ_TIMEOUT = 3 * SECOND;

/**
 * Shares of the process's database connections. Two are reserved for sign-in, the change feed and readiness. Each
 * workspace leaves one to other workspaces, and each caller leaves one to their colleagues. Waiting transactions
 * start in turn, workspace by workspace and caller by caller.
 */
export function connectionShares(poolSize: number) {
  const atOnce = Math.max(1, poolSize - 2);
  return {
    atOnce,
    perGroup: Math.max(1, atOnce - 1),
    perCaller: Math.max(1, atOnce - 2),
    /** Waiting transactions: enough for an integration that keeps a hundred connections busy. */
    maxWaitingOfCaller: 250,
    maxWaitingOfGroup: 500,
    maxWaiting: 2_000,
    maxWait: 5 * SECOND,
  };
}

/**
 * Reports read many rows, so only a few run at once and the processors stay free for other work. Two people of a
 * workspace may read one at the same time, because all its managers open the dashboard in the morning. The third
 * place is left to other workspaces.
 */
export const REPORT_SHARES = {
  atOnce: 3,
  perGroup: 2,
  perCaller: 1,
  maxWaitingOfCaller: 12,
  maxWaitingOfGroup: 50,
  maxWaiting: 200,
  maxWait: 10 * SECOND,
  maxRest: SECOND,
};

/**
 * Calls that share transactions (`transactBatch`), running or waiting for the next one. They hold no connection. The
 * hundred calls of one caller fill two batches of 50, so a colleague's call waits for two batches at most.
 */
export const BATCH_SHARES = {
  atOnce: 800,
  perGroup: 400,
  perCaller: 100,
  maxWaitingOfCaller: 250,
  maxWaitingOfGroup: 500,
  maxWaiting: 2_000,
  maxWait: 5 * SECOND,
};

/**
 * Requests before they are authenticated, counted by client and by key or cookie. When one client sends hundreds at
 * once, the requests of others are answered in between. A place stands for processor time: a request that has no
 * answer after `PLACE_HELD` milliseconds is waiting for something else, and its place is released.
 */
export const REQUEST_SHARES = {
  atOnce: 24,
  perGroup: 20,
  perCaller: 16,
  maxWaitingOfCaller: 500,
  maxWaitingOfGroup: 1_000,
  maxWaiting: 4_000,
  maxWait: 5 * SECOND,
};
export const PLACE_HELD = 250;

/** Live streams. A person has one for each tab. */
export const STREAM_SLOTS = { perCaller: 20, perWorkspace: 1_000, inAll: 3_000 };

/** Exports under way. */
export const EXPORT_SLOTS = { perCaller: 2, perWorkspace: 4, inAll: 8 };

/** Trainings that a person or a key started; each takes a processor for some time. */
export const TRAINING_SLOTS = { perCaller: 1, perWorkspace: 1, inAll: 2 };

/**
 * Seconds after which a caller without a slot may try again. An estimate, because it is unknown when a slot is
 * released.
 */
export const RETRY_AFTER_SLOTS = 5;

/** Bulk jobs that have not ended. */
export const MAX_OPEN_BULK_JOBS = { perCaller: 5, perWorkspace: 20 };

/** Invites that can still be accepted, and those that a workspace makes in an hour. */
export const MAX_OPEN_INVITES = 200;
export const MAX_INVITES_PER_HOUR = 100;

/** Characters of the name of a person, a source or anything else of the workspace, and of a reason that is written. */
export const MAX_NAME = 120;
export const MAX_REASON = 500;

/** Days from the first to the last of a period, both included: ten years. */
export const MAX_PERIOD_DAYS = 3_660;
export const MAX_PERIOD = MAX_PERIOD_DAYS * DAY;

/** Days of a trend that has a point for each: two years. A longer one has a point for each week or month. */
export const MAX_DAILY_POINTS = 731;

/** The days that can be asked for. */
export const MIN_DAY = "1970-01-01";
export const MAX_DAY = "2199-12-31";

/** How many matches of a search are filtered and sorted; beyond that the words are too common to help. */
export const MAX_SEARCH_HITS = 1_000;
