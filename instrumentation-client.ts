import { listenBeforeRouter } from "#components/ui/address.ts";

// Next runs this file in the browser before its router.
listenBeforeRouter();
