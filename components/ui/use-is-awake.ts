import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether the browser has taken the page over: false on the server and while the page is being hydrated. */
export const useIsAwake = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
