import { hookServer } from "#lib/http/server-hooks.ts";

// Loaded before Next, whose own hook (`instrumentation.ts`) runs when the server listens already. Requests in between
// would be answered without security headers, and could forge their address.
hookServer();
