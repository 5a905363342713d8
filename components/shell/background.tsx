"use client";

import { Alerts } from "./alerts.tsx";
import { PrintInLight } from "./print-in-light.tsx";

/** What goes on around every screen and is not seen. */
export function Background(props: React.ComponentProps<typeof Alerts>) {
  return (
    <>
      <PrintInLight />
      <Alerts {...props} />
    </>
  );
}
