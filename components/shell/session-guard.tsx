"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { getJson } from "#components/api/client.ts";
import { identityQuestion, onIdentityQuestion } from "#components/api/confirm-identity.ts";
import { onOtherTab, sendPageIdentity } from "#components/api/session.ts";
import { useSessionEnd } from "#components/api/use-session-end.ts";
import { onDemand } from "#components/ui/on-demand.tsx";

const IdentityDialog = onDemand(() => import("./identity-dialog.tsx").then((part) => part.IdentityDialog));
const SessionEnded = onDemand(() => import("./session-ended.tsx").then((part) => part.SessionEnded));

type Props = {
  /** For whom and where the page was made. */
  pageIdentity: string;
  children: React.ReactNode;
};

/**
 * Keeps a page from working for another person or workspace than the one that it shows, and asks its person who they
 * are where a change demands it.
 */
export function SessionGuard({ pageIdentity, children }: Props) {
  // Before anything below asks the server.
  useState(() => sendPageIdentity(pageIdentity));
  useEffect(() => onOtherTab(() => void getJson("/me").catch(() => {})), []);
  const end = useSessionEnd();
  const question = useSyncExternalStore(onIdentityQuestion, identityQuestion, () => undefined);
  return (
    <>
      {children}
      {question && !end && <IdentityDialog {...question} />}
      {end && <SessionEnded end={end} />}
    </>
  );
}
