import postgres from "postgres";
import { databaseUrl } from "./config.ts";

const CHANNEL = "leadline_events";
/** Milliseconds. NOTIFY takes a global lock at commit, so a process sends at most one in this time. */
const NOTIFY_INTERVAL = 20;

const globals = globalThis as typeof globalThis & {
  leadlineListener?: postgres.Sql;
  leadlineNotify?: NodeJS.Timeout;
};

/** One connection for LISTEN and NOTIFY. postgres.js reconnects automatically. It never reads tenants' rows. */
function listener(): postgres.Sql {
  globals.leadlineListener ??= postgres(databaseUrl(), {
    // postgres.js does not decode the host, which is a folder when a Unix socket is used.
    host: decodeURIComponent(new URL(databaseUrl()).hostname),
    max: 1,
    // No types are needed here. The query for them would reject without a handler if the connection dies during it.
    fetch_types: false,
    connection: { application_name: "leadline-listen" },
    onnotice: () => {},
  });
  return globals.leadlineListener;
}

/** Calls `onChange` when any process may have committed events, and after each (re)connection. */
export async function listenForChanges(onChange: () => void): Promise<void> {
  try {
    await listener().listen(CHANNEL, onChange, onChange);
  } catch (error) {
    // postgres.js remembers the failure of a channel's first LISTEN and would fail every later one with it.
    await closeListener();
    throw error;
  }
}

/**
 * Notifies every process that there may be new events. Call it after the commit, outside of the transaction. If a
 * notification is lost, the hub's poll finds the events later.
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
