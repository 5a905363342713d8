import postgres from "postgres";
import { databaseUrl } from "./config.ts";

const CHANNEL = "leadline_events";
/** Milliseconds: a NOTIFY takes a global lock at commit, so a process sends at most one in this time. */
const NOTIFY_INTERVAL = 20;

const globals = globalThis as typeof globalThis & {
  leadlineListener?: postgres.Sql;
  leadlineNotify?: NodeJS.Timeout;
};

/** One connection for LISTEN and NOTIFY. postgres.js reconnects by itself; it never sees a tenant's row. */
function listener(): postgres.Sql {
  globals.leadlineListener ??= postgres(databaseUrl(), {
    // postgres.js does not decode the host, which is a folder where a Unix socket is used.
    host: decodeURIComponent(new URL(databaseUrl()).hostname),
    max: 1,
    // Nothing is decoded here, and its query for types has no one to tell when the connection dies in it.
    fetch_types: false,
    connection: { application_name: "leadline-listen" },
    onnotice: () => {},
  });
  return globals.leadlineListener;
}

/** Calls `onChange` whenever any process may have committed events, and after each (re)connection. */
export async function listenForChanges(onChange: () => void): Promise<void> {
  try {
    await listener().listen(CHANNEL, onChange, onChange);
  } catch (error) {
    // postgres.js keeps the failure of a channel's first LISTEN, and would fail every later one with it.
    await closeListener();
    throw error;
  }
}

/**
 * Tells every process that there may be new events. Call it after the commit, outside of the
 * transaction. A lost one is made up for by the hub's poll, so nobody waits for it.
 */
export function notifyFeed(): void {
  if (globals.leadlineNotify) return;
  globals.leadlineNotify = setTimeout(() => {
    globals.leadlineNotify = undefined;
    listener()
      .notify(CHANNEL, "")
      .catch(() => {});
  }, NOTIFY_INTERVAL);
  globals.leadlineNotify.unref();
}

export async function closeListener(): Promise<void> {
  const open = globals.leadlineListener;
  globals.leadlineListener = undefined;
  clearTimeout(globals.leadlineNotify);
  globals.leadlineNotify = undefined;
  await open?.end({ timeout: 1 });
}
