import { hookServer } from "#lib/http/server-hooks.ts";

// Loaded before Next, whose own hook (`instrumentation.ts`) runs when the server listens already: what was asked in
// between would be answered without security headers, and believed about its address.
hookServer();
