"use client";

import { useEffect, useState } from "react";
import { getJson } from "#components/api/client.ts";
import { onOtherTab, sayMadeFor } from "#components/api/session.ts";
import { useSessionEnd } from "#components/api/use-session-end.ts";
import { onDemand } from "#components/ui/on-demand.tsx";

const SessionEnded = onDemand(() => import("./session-ended.tsx").then((part) => part.SessionEnded));

type Props = {
  /** For whom and where the page was made. */
  madeFor: string;
  children: React.ReactNode;
};

/** Keeps a page from working for another person or workspace than the one that it shows. */
export function SessionGuard({ madeFor, children }: Props) {
  // Before anything below asks the server.
  useState(() => sayMadeFor(madeFor));
  useEffect(() => onOtherTab(() => void getJson("/me").catch(() => {})), []);
  const end = useSessionEnd();
  return (
    <>
      {children}
      {end && <SessionEnded end={end} />}
    </>
  );
}
