import { useSyncExternalStore } from "react";
import { onSessionEnd, sessionEnd } from "./session.ts";

/** Why this page can do nothing any more, as soon as that is known. */
export const useSessionEnd = () => useSyncExternalStore(onSessionEnd, sessionEnd, () => undefined);
