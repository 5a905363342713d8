import { useSyncExternalStore } from "react";
import { onSessionEnd, sessionEnd } from "./session.ts";

/** Why this page can no longer send requests, as soon as it is known. */
export const useSessionEnd = () => useSyncExternalStore(onSessionEnd, sessionEnd, () => undefined);
