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
  /** The person, session and workspace that the page was rendered for. */
  pageIdentity: string;
  children: React.ReactNode;
};

/**
 * Stops the page when the session changes to another person or workspace, and asks people to confirm who they are when
 * a change requires it.
 */
export function SessionGuard({ pageIdentity, children }: Props) {
  // Must run before any component below sends a request.
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
